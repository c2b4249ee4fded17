"""What figures of one document cannot be true together: growth against levels, shares against parts, rows of sums.

    营业收入  184,263.57  161,906.48  13.81%      184,263.57 / 161,906.48 - 1 lies between the bounds of 13.81%
    国内      136,907.83                          国内 + 国外 = 合计 in one column, and not in the next
    国外       47,355.74
    合计      184,263.57

Every number stands for a span, so that rounding (or cutting off) breaks nothing. Few and sure: a formula that other
columns do not bear out, or whose terms are told more than one way, is not tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from diffing.figure import Figure, Period, Role
from diffing.keys import key
from diffing.relating import measures, values
from diffing.relating.contradicting import contradictions
from diffing.relating.spans import Span, apart, is_timed, wide_span

__all__ = ["Broken", "broken", "contradictions"]

_TOTAL = re.compile(r"^(?:合计|总计|total)$", re.IGNORECASE)
_PARTIAL = re.compile(r"其中|小计|subtotal|of which|including|减[:：]|less", re.IGNORECASE)
_FEWEST_PARTS = 2
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A formula that does not hold. `stated` is the figure that says the outcome, `terms` what it follows from.

    `rule` is growth, points, sum or share; `low` and `high` are the outcomes that the terms allow.
    """

    rule: str
    stated: Figure
    terms: tuple[Figure, ...]
    low: Decimal
    high: Decimal


def broken(figures: Iterable[Figure]) -> Iterator[Broken]:
    """The formulas that the figures of one document break, in document order of what is stated."""
    every = tuple(figures)
    found = [*_growths(every), *_sums(every), *_shares(every)]
    yield from sorted(found, key=lambda one: one.stated.start)


# ── growth ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _growths(figures: Sequence[Figure]) -> Iterator[Broken]:
    """Stated changes of table rows against the two levels of their row."""
    rows: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.table is not None:
            rows[_row(figure)].append(figure)
    for row in rows.values():
        changes = [figure for figure in row if figure.role is Role.CHANGE]
        levels = [figure for figure in row if figure.role is Role.LEVEL and is_timed(figure)]
        if len(changes) == 1:
            yield from _growth(changes[0], levels)


def _row(figure: Figure) -> tuple[object, ...]:
    place = figure.table
    assert place is not None
    return place.table, place.row_header, figure.metric, figure.dimensions, figure.basis


def _growth(change: Figure, levels: Sequence[Figure]) -> Iterator[Broken]:
    """A row with one change and two levels, of this time and of a year before, each told once."""
    if not _is_rate(change) or len(levels) < 2:  # noqa: PLR2004
        return
    times = sorted({(one.period.last, one.period.first) for one in levels if one.period}, reverse=True)
    if len(times) < 2:  # noqa: PLR2004
        return
    now, before = (
        [one for one in levels if one.period and (one.period.last, one.period.first) == at] for at in times[:2]
    )
    if len(now) != 1 or len(before) != 1 or not _a_year_apart(now[0].period, before[0].period):
        return
    if change.period is not None and now[0].period is not None and change.period.last != now[0].period.last:
        return
    allowed, stated = _allowed(change, now[0], before[0]), wide_span(change)
    if allowed is not None and stated is not None and apart(allowed, stated):
        rule = "points" if change.unit == "percentage_point" else "growth"
        yield Broken(rule=rule, stated=change, terms=(now[0], before[0]), low=allowed[0], high=allowed[1])


def _is_rate(change: Figure) -> bool:
    """Whether a change over the year before is printed as a rate: a bare 0.21 under 变动幅度 may be any difference."""
    heads = change.table.column_header if change.table else ()
    printed = "%" in change.text or "百分点" in change.text or any("%" in key(head) for head in heads)
    return printed and change.comparison is not None and change.comparison.type == "yoy"


def _a_year_apart(now: Period | None, before: Period | None) -> bool:
    return now is not None and before is not None and measures.same_length(now, before) and (
        abs((now.last - before.last).days - 365) <= _WEEK
    )  # fmt: skip


_WEEK = 7


def _allowed(change: Figure, now: Figure, before: Figure) -> Span | None:
    """The changes that two levels allow, in the unit of the stated one; None where they say nothing of it."""
    a, b = wide_span(now), wide_span(before)
    if a is None or b is None or values.unit_of(now) != values.unit_of(before):
        return None
    form = change.comparison.form if change.comparison else ""
    rates = now.unit in {"percent", "percentage_point"}
    if form == "percentage_point":
        return (a[0] - b[1], a[1] - b[0]) if rates else None
    if form != "relative" or rates or a[0] <= 0 or b[0] <= 0 or _is_difference(change, a, b, now.scale):
        return None
    return (a[0] / b[1] - 1) * _HUNDRED, (a[1] / b[0] - 1) * _HUNDRED


def _is_difference(change: Figure, now: Span, before: Span, scale: int) -> bool:
    """Whether what stands under 增减 (%) is the difference of two ratios and not its rate."""
    stated = wide_span(change)
    printed = (now[0] - before[1]).scaleb(-scale), (now[1] - before[0]).scaleb(-scale)
    return stated is not None and not apart(stated, printed)


# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sums(figures: Sequence[Figure]) -> Iterator[Broken]:
    """Rows marked 合计 or total against the rows above them, where the same rows add up in another column."""
    tables: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.table is not None and figure.role is Role.LEVEL:
            tables[figure.table.table].append(figure)
    for cells in tables.values():
        yield from _sums_of(cells)


def _sums_of(cells: Sequence[Figure]) -> Iterator[Broken]:
    columns: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for cell in cells:
        columns[cell.table.column_header if cell.table else ()].append(cell)
    tried = [found for column in columns.values() if (found := _sum_of(column)) is not None]
    held = {labels for labels, _, holds in tried if holds}
    yield from (one for labels, one, holds in tried if not holds and labels in held and one is not None)


def _sum_of(column: Sequence[Figure]) -> tuple[tuple[object, ...], Broken | None, bool] | None:
    """The labels of a column's rows, the sum that its total breaks, and whether it holds; None without a total."""
    totals = [at for at, cell in enumerate(column) if _is_total(cell)]
    if len(totals) != 1 or totals[0] < _FEWEST_PARTS or totals[0] != len(column) - 1:
        return None
    total, parts = column[-1], tuple(column[:-1])
    labels = tuple(cell.table.row_header for cell in column if cell.table)
    if len(set(labels)) != len(labels) or any(_PARTIAL.search(" ".join(label)) for label in labels):
        return None
    if len({values.unit_of(cell) for cell in column}) != 1 or not all(map(_adds_up, column)):
        return None
    spans = [wide_span(cell) for cell in parts]
    stated = wide_span(total)
    if stated is None or any(span is None for span in spans):
        return None
    low, high = (sum((span[end] for span in spans if span), Decimal(0)) for end in (0, 1))
    if not apart((low, high), stated):
        return labels, None, bool(total.value)
    return labels, Broken(rule="sum", stated=total, terms=parts, low=low, high=high), False


# Rates, prices and remaining years of parts do not add up to those of the whole.
_NO_SUM = re.compile(r"率|均|价|每|比|年限|average|price|per |rate|ratio|years|term|%", re.IGNORECASE)


def _adds_up(cell: Figure) -> bool:
    heads = " ".join(cell.table.column_header) if cell.table else ""
    return cell.unit not in {"percent", "ratio", "multiple", None} and cell.value >= 0 and not _NO_SUM.search(heads)


def _is_total(cell: Figure) -> bool:
    labels = cell.table.row_header if cell.table else ()
    return any(_TOTAL.match(re.sub(r"\s", "", label)) for label in labels)


# ── shares ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_SHARE = re.compile(r"占|比重|percent of|% of|share of", re.IGNORECASE)


def _shares(figures: Sequence[Figure]) -> Iterator[Broken]:
    """Shares in table rows against the row's amount and the table's total, where other rows bear the formula out."""
    tables: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.table is not None and figure.role is Role.LEVEL:
            tables[figure.table.table].append(figure)
    for cells in tables.values():
        tried = list(_tried_shares(cells))
        held = sum(holds for _, holds in tried)
        yield from (one for one, holds in tried if not holds and held > len(tried) - held)


def _tried_shares(cells: Sequence[Figure]) -> Iterator[tuple[Broken, bool]]:
    """Every share of a table with the one amount and the one total that it can be of, and whether it agrees."""
    rows: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    totals: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for cell in cells:
        if cell.table is not None:
            rows[cell.table.row_header].append(cell)
            if _is_total(cell):
                totals[cell.table.column_header].append(cell)
    for share in cells:
        place = share.table
        if place is None or not _is_share(share):
            continue
        beside = [cell for cell in rows[place.row_header][:_WIDEST_ROW] if _is_amount(cell, share)]
        wholes = totals.get(beside[0].table.column_header, []) if len(beside) == 1 and beside[0].table else []
        if len(wholes) == 1 and (found := _share_of(share, beside[0], wholes[0])) is not None:
            yield found


# A row of more amounts than this names no one amount that a share is of.
_WIDEST_ROW = 50


def _is_share(cell: Figure) -> bool:
    heads = " ".join(cell.table.column_header) if cell.table else ""
    return cell.unit == "percent" and bool(_SHARE.search(heads)) and not _is_total(cell)


def _share_of(share: Figure, amount: Figure, total: Figure) -> tuple[Broken, bool] | None:
    part, whole, stated = wide_span(amount), wide_span(total), wide_span(share)
    if part is None or whole is None or stated is None or whole[0] <= 0 or part[0] < 0:
        return None
    allowed = part[0] / whole[1] * _HUNDRED, part[1] / whole[0] * _HUNDRED
    one = Broken(rule="share", stated=share, terms=(amount, total), low=allowed[0], high=allowed[1])
    return one, not apart(allowed, stated)


def _is_amount(cell: Figure, share: Figure) -> bool:
    return cell.unit not in {"percent", "percentage_point", None} and cell.period == share.period
