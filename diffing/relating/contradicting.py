"""Figures of one document that measure the same and cannot both be true."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from diffing.figure import Figure, Modality, Qualifier, Role
from diffing.keys import key
from diffing.relating import measures, values
from diffing.relating.spans import apart, is_timed, wide_span

# What a report says of the filer as a whole, and says more than once: other words name many things of one document.
HEADLINES = frozenset({
    "Revenue", "TotalOperatingRevenue", "CostOfSales", "OperatingProfit", "ProfitBeforeTax", "IncomeTaxExpense",
    "ProfitAttributableToOwnersOfParent", "AdjustedProfitAttributableToOwners", "CashFlowsFromOperatingActivities",
    "Assets", "Liabilities", "EquityAttributableToOwnersOfParent", "BasicEarningsPerShare", "DilutedEarningsPerShare",
    "ReturnOnEquity", "ResearchAndDevelopmentExpense", "ResearchAndDevelopmentSpending", "SellingExpense",
    "AdministrativeExpense", "FinanceCosts", "NumberOfRAndDEmployees",
})  # fmt: skip
# What is told more often than this under one name is many things.
_MOST_COPIES = 50
# Two numbers further apart than this are seldom told of one thing.
_MOST_APART = Decimal("0.3")


def _comparable(figure: Figure) -> bool:
    """Whether a figure is known well enough to be held against others: what, for when, in what unit, of the filer."""
    return figure.concept in HEADLINES and not figure.dimensions and _is_stated(figure) and _is_line(figure)


def _is_stated(figure: Figure) -> bool:
    """Whether a figure says outright how much something was, at a time that its own words tell."""
    return (
        bool(figure.metric) and figure.unit is not None and is_timed(figure) and figure.role is Role.LEVEL
        and figure.modality is Modality.ACTUAL and not figure.attribution and figure.qualifier is Qualifier.EXACT
    )  # fmt: skip


def _is_line(figure: Figure) -> bool:
    """Whether a cell is the line of a statement: its row names the measure, its column the time and nothing else."""
    place = figure.table
    if place is None:
        return True
    labels = place.row_header
    heads = [text for text in place.column_header if _TIME_WORDS.sub("", text)]
    rest = key(labels[0]).replace(key(figure.metric), "", 1) if len(labels) == 1 else "?"
    return not heads and not _BESIDE.sub("", rest) and not figure.metric.startswith(_PARTS)


# What may stand beside the name of a line: its number, its unit, 减: and 其中:.
_BESIDE = re.compile(
    r"[\d一二三四五六七八九十、.,()%元/股万亿千百:： *]|其中|减|加|人民币|单位|note|total", re.IGNORECASE
)
_PARTS = ("当期", "递延", "其他", "其中")


def _identity(figure: Figure) -> tuple[object, ...]:
    period = figure.period
    assert period is not None
    return (
        figure.concept or key(figure.metric), key(figure.entity), period.first, period.last, measures.way_of(figure),
        figure.dimensions, values.unit_of(figure), figure.per,
    )  # fmt: skip


def _alone(figure: Figure, group: Sequence[Figure]) -> bool:
    """Whether a sentence says a measure of one time once; where it says two, one is of another time or of a part."""
    return sum(other.sentence == figure.sentence and other.table is None for other in group) == 1


def _near(a: Figure, b: Figure) -> bool:
    return abs(a.value - b.value) <= _MOST_APART * max(abs(a.value), abs(b.value))


def _agree(a: Figure, b: Figure) -> bool:
    spans = wide_span(a), wide_span(b)
    return spans[0] is None or spans[1] is None or not apart(spans[0], spans[1])


_TIME_WORDS = re.compile(r"[\d年月日度末初本上期金额余额发生数至—\-~ /.,()（）]|fiscal|year|ended", re.IGNORECASE)


def contradictions(figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures of one document that measure the same, for the same time and in the same way, and disagree."""
    every = _groups(figures)
    one_scope = _tables_of_one_scope(every)
    for group in every:
        if _told_both_ways(group):
            continue
        yield from (pair for pair in combinations(group, 2) if _contradict(*pair, group, one_scope))


def measure_of(figure: Figure) -> tuple[object, ...]:
    """What a figure measures and how, whatever the time: the same in the reports of two years."""
    return figure.concept, key(figure.entity), measures.way_of(figure), values.unit_of(figure), figure.per


def agreed_measures(figures: Iterable[Figure]) -> set[tuple[object, ...]]:
    """The measures that a document states more than once for a time, and never two ways."""
    groups = _groups(figures)
    alike = {measure_of(group[0]) for group in groups if len(group) > 1 and _all_agree(group)}
    return alike - {measure_of(group[0]) for group in groups if not _all_agree(group)}


def parted(old: Iterable[Figure], new: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """What one version states twice alike and the next one two ways: a copy was changed and another forgotten.

    Any measure will do here, since the old version shows which figures are copies of each other.
    """
    before = _by_identity(figure for figure in old if _is_stated(figure))
    for identity, group in _by_identity(figure for figure in new if _is_stated(figure)).items():
        copies = before.get(identity, [])
        if 1 < len(copies) <= _MOST_COPIES and len(copies) == len(group) and _all_agree(copies):
            yield from ((group[0], other) for other in group[1:] if not _agree(group[0], other))


def _groups(figures: Iterable[Figure]) -> list[list[Figure]]:
    groups = _by_identity(figure for figure in figures if _comparable(figure)).values()
    return [group for group in groups if len(group) <= _MOST_COPIES]


def _by_identity(figures: Iterable[Figure]) -> dict[tuple[object, ...], list[Figure]]:
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[_identity(figure)].append(figure)
    return groups


def _all_agree(group: Sequence[Figure]) -> bool:
    spans = [span for figure in group if (span := wide_span(figure)) is not None]
    return not spans or max(low for low, _ in spans) <= min(high for _, high in spans)


def _told_both_ways(group: Sequence[Figure]) -> bool:
    """Whether two values stand twice each: a report of a group and its parent says both, and neither is a slip."""
    borne_out = [one for one in group if sum(_agree(one, other) for other in group) > 1]
    return any(not _agree(a, b) for a, b in combinations(borne_out, 2))


def _tables_of_one_scope(groups: Sequence[Sequence[Figure]]) -> set[tuple[int, int]]:
    """Pairs of tables that agree on a line and disagree on one at most: group and parent differ in nearly all."""
    agreed: Counter[tuple[int, int]] = Counter()
    denied: Counter[tuple[int, int]] = Counter()
    for group in groups:
        for a, b in combinations(group, 2):
            if a.table and b.table:
                (agreed if _agree(a, b) else denied)[a.table.table, b.table.table] += 1
    return {pair for pair in agreed if denied[pair] <= 1}


def _contradict(a: Figure, b: Figure, group: Sequence[Figure], one_scope: set[tuple[int, int]]) -> bool:
    if _agree(a, b) or not _near(a, b):
        return False
    if a.table and b.table:
        return (a.table.table, b.table.table) in one_scope
    lines = [figure for figure in group if figure.table]
    said = a if b.table else b
    # Where the tables themselves tell two values, or one of them the sentence's, there are two scopes.
    return bool(lines) and _alone(said, group) and all(_agree(lines[0], line) for line in lines)
