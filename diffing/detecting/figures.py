"""Changed figures in one link: pairs them, relates each pair, and makes one finding for each relation.

A figure that has no partner in its link is not called new or dropped here: whether it stands elsewhere is for
`elsewhere` to say, once every link has been read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from diffing.change import FigurePair, Reason, Relation
from diffing.detecting.pairing import pair, places
from diffing.document import Document
from diffing.extracting.captions import caption
from diffing.figure import Figure
from diffing.reasons import because
from diffing.relating import measures, values
from diffing.relating.figures import Meeting, relate_figures
from diffing.relating.restating import speaks_of_restating

# Relations whose reason has their own name.
_NAMED_ALIKE = {Relation.FIGURE_NEW, Relation.FIGURE_DROPPED}
# Relations that say nothing has changed: they are counted, and not told.
SILENT = {Relation.IDENTICAL, Relation.FORMAT_ONLY, Relation.METRIC_SYNONYM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The figures of one link: those that met, and those left alone on either side."""

    pairs: tuple[FigurePair, ...]
    only_old: tuple[Figure, ...] = ()
    only_new: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The figures of one sentence, clause or cell, and the document they stand in."""

    document: Document
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How two stretches stand to each other; each field as in `Meeting`."""

    aligned: bool
    later: bool
    until: date | None
    reported: date | None
    reissued: bool
    restated: bool


def pair_figures(before: Stretch, after: Stretch, setting: Setting) -> Paired:
    """How the figures of two corresponding stretches meet."""
    old, new = before.figures, after.figures
    if not old or not new:
        return Paired(pairs=(), only_old=tuple(old), only_new=tuple(new))
    pairs, alone_old, alone_new = [], [], []
    restated = setting.restated or any(speaks_of_restating(figure) for figure in new)
    for i, j in pair(places(before.document, old), places(after.document, new)):
        if i is None or j is None:
            alone_old += [old[i]] if i is not None else []
            alone_new += [new[j]] if j is not None else []
            continue
        meeting = Meeting(
            old=old[i],
            new=new[j],
            aligned=setting.aligned,
            restated=restated,
            later=setting.later,
            until=setting.until,
            reported=setting.reported,
            reissued=setting.reissued,
        )
        relation = relate_figures(meeting)
        if relation is None:
            alone_old.append(old[i])
            alone_new.append(new[j])
        else:
            pairs.append(FigurePair(old=old[i], new=new[j], relation=relation))
    if setting.later:
        rolled = _rolled_on(alone_old, alone_new)
        known = {(id(found.old), id(found.new)) for found in pairs}
        again = _stated_again(old, new, setting)
        pairs += [found for found in again if (id(found.old), id(found.new)) not in known]
        pairs = [_unless_carried(found, old, new) for found in pairs] + rolled
        alone_old = [figure for figure in alone_old if all(figure is not pair.old for pair in rolled)]
        alone_new = [figure for figure in alone_new if all(figure is not pair.new for pair in rolled)]
    return Paired(pairs=tuple(pairs), only_old=tuple(alone_old), only_new=tuple(alone_new))


def _stated_again(old: Sequence[Figure], new: Sequence[Figure], setting: Setting) -> list[FigurePair]:
    """Figures of two sentences for one time, stated otherwise: $366 million, and compared with $361 million in 2022.

    Each is the only one of its measure and time where it stands, or another segment could be meant.
    """
    found = []
    for figure in new:
        same = [other for other in old if _same_fact(other, figure)]
        if len(same) == 1 and sum(_same_fact(other, figure) for other in new) == 1:
            meeting = Meeting(old=same[0], new=figure, later=True, until=setting.until, reported=setting.reported)
            if relate_figures(meeting) is Relation.COMPARATIVE_CHANGED:
                found.append(FigurePair(old=same[0], new=figure, relation=Relation.COMPARATIVE_CHANGED))
    return found


def _same_fact(old: Figure, new: Figure) -> bool:
    """Whether two figures of sentences are of one known measure at one stated time."""
    known = old.table is None and new.table is None and bool(old.concept)
    known = known and not (measures.guessed_period(old) or measures.guessed_period(new))
    asked = (measures.measure, measures.period, measures.scope, measures.basis)
    return known and all(ask(old, new) is measures.Match.SAME for ask in asked) and values.same_unit(old, new)


_DENIES = {Relation.COMPARATIVE_CHANGED, Relation.VALUE_CHANGED, Relation.SIGN_FLIPPED}


def _unless_carried(found: FigurePair, old: Sequence[Figure], new: Sequence[Figure]) -> FigurePair:
    """The pair; one that denies a value which the other sentence repeats, as last year's, is of two times."""
    if found.relation not in _DENIES or not (found.old and found.new):
        return found
    repeated = any(_states(figure, found.old) for figure in new if figure is not found.new)
    repeated = repeated or any(_states(figure, found.new) for figure in old if figure is not found.old)
    return replace(found, relation=Relation.NEW_PERIOD) if repeated else found


def _states(figure: Figure, other: Figure) -> bool:
    return figure.value == other.value and figure.unit == other.unit


def _rolled_on(old: Sequence[Figure], new: Sequence[Figure]) -> list[FigurePair]:
    """Figures left alone in the same sentence a year later, each beside the next of its kind: $16 billion, $12 billion.

    What they measure has not been understood, so that nothing can be said to contradict; but neither is it gone.
    """
    rest, pairs = list(new), []
    for figure in old:
        same = next((other for other in rest if _rolls_into(figure, other)), None)
        if same is not None:
            rest.remove(same)
            pairs.append(FigurePair(old=figure, new=same, relation=Relation.NEW_PERIOD))
    return pairs


def _rolls_into(old: Figure, new: Figure) -> bool:
    alike = old.unit == new.unit and old.role is new.role
    one = not measures.parent_and_group(old, new)
    return alike and one and measures.entity(old, new) is not measures.Match.DIFFERENT


def by_relation(pairs: Iterable[FigurePair]) -> dict[Relation, tuple[FigurePair, ...]]:
    """The pairs that are to be told, grouped by their relation in the order they stand."""
    groups: dict[Relation, tuple[FigurePair, ...]] = {}
    for found in pairs:
        if found.relation not in SILENT:
            groups[found.relation] = (*groups.get(found.relation, ()), found)
    return groups


def reason_for(found: FigurePair) -> Reason:
    """Why a pair is told, with the words both sides print."""
    code = str(found.relation) if found.relation in _NAMED_ALIKE else f"figure_{found.relation}"
    if found.relation is Relation.VALUE_CHANGED and _dated(found.new):
        code = "figure_value_changed_period"
    if found.relation is Relation.NEW_PERIOD and not _dated(found.old) and not _dated(found.new):
        code = "figure_new_period_unstated"
    return because(code, **reason_values(found))


def first_stated(found: FigurePair) -> Reason | None:
    """That a figure's period is first told of here, where it is; None for any other pair."""
    if found.relation is not Relation.NEW_PERIOD or found.new is None or measures.guessed_period(found.new):
        return None
    return because("figure_first_stated", **reason_values(found))


def reason_values(found: FigurePair) -> dict[str, str]:
    """What the sentences of the table of reasons may name of a pair of figures."""
    old, new = found.old or found.new, found.new or found.old
    assert old is not None
    assert new is not None
    return {
        "metric": caption(new) or caption(old) or "figure",
        "old": old.text,
        "new": new.text,
        "old_metric": old.metric or "another measure",
        "new_metric": new.metric or "another measure",
        "old_period": period_words(old),
        "new_period": period_words(new),
        "old_entity": old.entity or "one entity",
        "new_entity": new.entity or "another",
        "old_scope": scope_words(old),
        "new_scope": scope_words(new),
        "old_modality": str(old.modality),
        "new_modality": str(new.modality),
    }


def period_words(figure: Figure) -> str:
    """The period of a figure as ISO dates, or that none is stated."""
    return str(figure.period) if _dated(figure) else "no stated period"


def _dated(figure: Figure | None) -> bool:
    return figure is not None and figure.period is not None and not measures.guessed_period(figure)


def scope_words(figure: Figure) -> str:
    """The scope of a figure in the words of the filing, or that none is stated."""
    said = [value for _, value in figure.dimensions] + ([figure.basis] if figure.basis else [])
    return ", ".join(said) or "no stated scope"
