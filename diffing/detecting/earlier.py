"""New figures that contradict what the filer stated in other documents before.

Far from its own table or sentence a name is all that says what a figure measures, and many names stand in a document
more than once: 机电设备 under cost and under depreciation. So both sides have to speak with one voice: where either
states several values under the name for that time, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diffing.change import FigurePair, Kind, Quote, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.elsewhere import Index, Known, find_all, find_before, index
from diffing.detecting.figures import SILENT, reason_for
from diffing.detecting.finding import Finding, quote
from diffing.detecting.texts import section
from diffing.document import Sentence
from diffing.extracting.dating import report_of
from diffing.figure import Figure, Period

# What cannot both be true. A restatement is the filer's own word for it and is told where it stands.
_CONTRADICTS = {Relation.VALUE_CHANGED, Relation.SIGN_FLIPPED, Relation.SCALE_CHANGED}
# An earlier figure that stands to the new one like this bears it out, whatever another one says.
_CLOSER = {Relation.REFINED_PRECISION, Relation.COARSENED, Relation.RESTATED}


def earlier_findings(comparison: Comparison, known: Known) -> Iterator[Finding]:
    """One finding for each new figure that an earlier one contradicts, unless the old document said it already."""
    before = index(comparison.earlier)
    if not before:
        return
    report = report_of(comparison.new.document)
    for figure in comparison.new.figures:
        pair = _contradicted(figure, before, known)
        if pair is not None and not _said_already(figure, known):
            yield _finding(comparison, replace(pair, relation=_relation(figure, report)))


def _contradicted(figure: Figure, before: Index, known: Known) -> FigurePair | None:
    """The earlier figure that cannot be true beside this one, where each side has one value for it."""
    pairs = find_all(figure, before)
    against = [pair for pair in pairs if pair.relation in _CONTRADICTS]
    if not against or any(pair.relation in SILENT or pair.relation in _CLOSER for pair in pairs):
        return None
    others = [pair.relation for pair in find_all(figure, known.new)]
    if len({pair.old.value for pair in against if pair.old}) > 1 or _CONTRADICTS & set(others):
        return None
    return against[0]


def _relation(figure: Figure, report: Period | None) -> Relation:
    """A figure for a time before the report's own is a comparative; one for its own time contradicts."""
    past = report is not None and figure.period is not None and figure.period.last < report.first
    return Relation.COMPARATIVE_CHANGED if past else Relation.CONTRADICTS_EARLIER


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
        relation=pair.relation,
        reason=reason_for(replace(pair, relation=Relation.CONTRADICTS_EARLIER)),
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
