"""New figures that contradict what the filer stated in other documents before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diffing.change import FigurePair, Kind, Quote, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.elsewhere import Known, find_before, index
from diffing.detecting.figures import SILENT, reason_for
from diffing.detecting.finding import Finding, quote
from diffing.detecting.texts import section
from diffing.document import Sentence
from diffing.figure import Figure

# What cannot both be true. A restatement is the filer's own word for it and is told where it stands.
_CONTRADICTS = {Relation.VALUE_CHANGED, Relation.SIGN_FLIPPED, Relation.SCALE_CHANGED}


def earlier_findings(comparison: Comparison, known: Known) -> Iterator[Finding]:
    """One finding for each new figure that an earlier one contradicts, unless the old document said it already."""
    before = index(comparison.earlier)
    if not before:
        return
    for figure in comparison.new.figures:
        pair = find_before(figure, before)
        if pair is not None and pair.relation in _CONTRADICTS and not _said_already(figure, known):
            yield _finding(comparison, replace(pair, relation=Relation.CONTRADICTS_EARLIER))


def _said_already(figure: Figure, known: Known) -> bool:
    """Whether the old document states the same: what it contradicts was told when that document came."""
    found = find_before(figure, known.old)
    return found is not None and found.relation in SILENT


def _finding(comparison: Comparison, pair: FigurePair) -> Finding:
    assert pair.old is not None
    assert pair.new is not None
    passage = comparison.new.passage_of(pair.new)
    return Finding(
        kind=Kind.FIGURE_CHANGED,
        relation=Relation.CONTRADICTS_EARLIER,
        reason=reason_for(pair),
        old=_stated(pair.old),
        new=quote(comparison.new.document, [passage]),
        section=section(comparison.new.document, passage) if isinstance(passage, Sentence) else (),
        figures=(pair,),
        confidence=min(pair.old.confidence, pair.new.confidence),
        place=passage.start,
    )


def _stated(figure: Figure) -> Quote:
    """The earlier figure in its own sentence; its document is not here, its offsets are that document's."""
    return Quote(
        text=figure.sentence or figure.text, start=figure.start, end=figure.end, parts=figure.parts, page=figure.page,
        boxes=figure.boxes,
    )  # fmt: skip
