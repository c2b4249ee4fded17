"""Figures without a partner in their own place: stated elsewhere, for another time, against another, or nowhere.

Nothing is called new, dropped or contradictory before the whole other document has been searched for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from diffing.change import Basis, FigurePair, Reason, Relation
from diffing.detecting.comparison import Comparison
from diffing.detecting.figures import SILENT, reason_values
from diffing.extracting.dating import report_of
from diffing.figure import Figure, PeriodSource, Role
from diffing.keys import key
from diffing.reasons import because
from diffing.relating import measures, values
from diffing.relating.figures import Meeting, relate_figures
from diffing.relating.measures import Match
from diffing.relating.restating import speaks_of_restating

# Relations that only the same place can bear out: far apart, other words mean another measure, not a changed one.
_NEEDS_PLACE = {
    Relation.ENTITY_CHANGED,
    Relation.METRIC_CHANGED,
    Relation.SCOPE_CHANGED,
    Relation.PERIOD_MOVED,
    Relation.PERIOD_BASIS_CHANGED,
    Relation.COMPARISON_BASIS_CHANGED,
    Relation.UNIT_CHANGED,
}
# What speaks of the same measure at the same time comes before what speaks of it at another.
_PRECEDENCE = (
    *SILENT,
    Relation.REFINED_PRECISION,
    Relation.COARSENED,
    Relation.QUALIFIER_CHANGED,
    Relation.RESTATED,
    Relation.VALUE_CHANGED,
    Relation.GUIDANCE_CHANGED,
    Relation.SIGN_FLIPPED,
    Relation.SCALE_CHANGED,
    Relation.BOUND_FLIPPED,
    Relation.NEW_PERIOD,
)
# Far from each other, figures contradict only when each says its time itself.
_SAYS_ITS_TIME = {PeriodSource.EXPLICIT, PeriodSource.TABLE, PeriodSource.INHERITED}


Index = dict[str, list[Figure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Both sides' figures by what they measure. In the next period a measure rolls on to another time.

    `until` is the day the old document reports up to.
    """

    old: Index
    new: Index
    rolls_on: bool
    old_words: str
    new_words: str
    until: date | None

    def prints(self, figure: Figure) -> bool:
        """Whether the old document prints a measure's name in one piece: only such a name can be looked for."""
        return _bare(figure.metric) in self.old_words

    def names(self, figure: Figure) -> bool:
        """Whether the new document speaks of what a figure measures anywhere, of whomever, with or without a number."""
        return measure_key(figure) in self.new or _bare(figure.metric) in self.new_words


def know(comparison: Comparison) -> Known:
    """The figures of both sides, each to be found by what it measures; those without a measure cannot be."""
    return Known(
        old=index(comparison.old.figures),
        new=index(comparison.new.figures),
        rolls_on=comparison.basis is Basis.NEXT_PERIOD,
        old_words=_bare(comparison.old.document.text),
        new_words=_bare(comparison.new.document.text),
        until=own.last if (own := report_of(comparison.old.document)) else None,
    )


def _bare(words: str) -> str:
    """Words without spaces and 的: 全面摊薄的净资产收益率 is 全面摊薄净资产收益率."""
    return key(words).casefold().replace(" ", "").replace("的", "")


def index(figures: Iterable[Figure]) -> Index:
    """Figures by what they measure; those that name no measure are left out."""
    by_measure: Index = defaultdict(list)
    for figure in figures:
        if name := measure_key(figure):
            by_measure[name].append(figure)
    return dict(by_measure)


def measure_key(figure: Figure) -> str:
    """What a figure measures as one word: its concept, or its own words; empty when it names no measure."""
    name = figure.concept or key(figure.metric)
    compared = figure.comparison.type if figure.role is Role.CHANGE and figure.comparison else ""
    return f"{name}|{figure.role}|{compared}" if name else ""


def find_old(figure: Figure, known: Known) -> FigurePair | None:
    """The old figure that a new one stands closest to, with their relation; None when there is none."""
    return find_before(figure, known.old)


def find_before(figure: Figure, others: Index) -> FigurePair | None:
    """The figure of an index that a later one stands closest to, with their relation; None when there is none."""
    return _closest(find_all(figure, others))


def find_all(figure: Figure, others: Index) -> list[FigurePair]:
    """Every figure of an index that speaks of the same measure as a later one, with their relations."""
    found = (_related(other, figure) for other in others.get(measure_key(figure), ()))
    return [pair for pair in found if pair is not None]


def find_new(figure: Figure, known: Known) -> FigurePair | None:
    """The new figure that an old one stands closest to, with their relation; None when it is stated no more.

    In two issues of one text another time is another figure; from one period to the next it is the same, rolled on.
    """
    found = (_related(figure, other) for other in known.new.get(measure_key(figure), ()))
    pairs = [pair for pair in found if pair is not None]
    return _closest([pair for pair in pairs if known.rolls_on or pair.relation is not Relation.NEW_PERIOD])


def _closest(pairs: Sequence[FigurePair]) -> FigurePair | None:
    return min(pairs, key=lambda pair: _PRECEDENCE.index(pair.relation), default=None)


def _related(old: Figure, new: Figure) -> FigurePair | None:
    if not _comparable(old, new):
        return None
    relation = relate_figures(Meeting(old=old, new=new, restated=speaks_of_restating(new)))
    if relation is None or relation in _NEEDS_PLACE or relation not in _PRECEDENCE:
        return None
    if relation not in SILENT and relation is not Relation.NEW_PERIOD and not _at_one_time(old, new):
        return None
    return FigurePair(old=old, new=new, relation=relation)


def _comparable(old: Figure, new: Figure) -> bool:
    return (
        values.same_unit(old, new)
        and measures.entity(old, new) is not Match.DIFFERENT
        and measures.scope(old, new) is Match.SAME
        and measures.basis(old, new) is Match.SAME
        and measures.comparison(old, new) is not Match.DIFFERENT
    )


def _at_one_time(old: Figure, new: Figure) -> bool:
    says = old.period_source in _SAYS_ITS_TIME and new.period_source in _SAYS_ITS_TIME
    return says and measures.period(old, new) is Match.SAME


def disappeared(pairs: Sequence[FigurePair], known: Known) -> Reason | None:
    """That a measure is not spoken of any more, where one is not; None for pairs that did not drop one."""
    for pair in pairs:
        old = pair.old if pair.relation is Relation.FIGURE_DROPPED else None
        if old and _is_gone(old, known):
            return because("figure_disappeared", **reason_values(pair))
    return None


def _is_gone(figure: Figure, known: Known) -> bool:
    return is_series(figure) and known.prints(figure) and not known.names(figure) and not _is_past(figure, known)


def _is_past(figure: Figure, known: Known) -> bool:
    """Whether a figure was history already where it stood: of an earlier year, nobody expects it once more."""
    stated = known.rolls_on and known.until is not None and not measures.guessed_period(figure)
    return stated and figure.period is not None and known.until is not None and figure.period.last < known.until


# Words that end the name of a measure that is stated year after year: 年度客户续约率, gross margin.
_MEASURES = re.compile(
    r"(?:率|比例|占比|收入|利润|毛利|产量|销量|客户数|用户数)$"
    r"|(?:rate|margin|ratio|revenues?|income|backlog|users)$",
    re.IGNORECASE,
)


# 则停止贷款利息收入, 上调存款准备金率, 占全部贷款比例: words that were read into the name of a measure, or an event.
_UNTIDY = re.compile(
    r"[、，()（）/《》]|[则但使故其该此即未无不将须应就向从由按据至及或和与占]|所|根据|通过|达到|目标|预测|要求|增加|减少|增长|上调|下调"
    r"|提高|下降|变更|调整|上限|下限|调控|分别|实现|产出|收取|参照|本次|报告期|\d{4}"
    r"|\b(?:was|were|is|are|be|been|has|have|had|at|as|by|to|from|granted|bears?|decreased|increased|this|that)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = {True: 40, False: 12}
# What a measure is counted in, by the words it ends with.
_COUNTED_IN = (
    (re.compile(r"(?:率|比例|占比)$|(?:rate|margin|ratio)$", re.IGNORECASE), {"percent"}),
    (re.compile(r"数$|users$", re.IGNORECASE), {"people", "count:户", "count:家", "count:个"}),
    (re.compile(r"(?:收入|利润|毛利)$|(?:revenues?|income|backlog)$", re.IGNORECASE), None),
)


def is_series(figure: Figure) -> bool:
    """Whether a figure is one that filers state again and again under a name of its own, and no single event's."""
    name = key(figure.metric)
    tidy = len(name) <= _LONGEST_NAME[name.isascii()] and _UNTIDY.search(name) is None
    return figure.role is Role.LEVEL and _MEASURES.search(name) is not None and tidy and _is_counted_in(figure, name)


def _is_counted_in(figure: Figure, name: str) -> bool:
    """Whether a figure is in a unit of what its measure says: a rate is no number of square metres."""
    units = next((units for pattern, units in _COUNTED_IN if pattern.search(name)), set[str]())
    unit = figure.unit or ""
    return unit.isupper() if units is None else not units or unit in units
