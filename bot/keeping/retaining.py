"""Which originals may be removed, and what becomes of a comparison whose old side was; pure.

What the next filing of a line would be compared with is found by asking lineage itself: for every version it is given a
filing that does not exist yet, the next period of it, or the next of its name or series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.covers import Cover
from bot.lineage import REPEATS_FIGURES, Plan, plan
from bot.series import SERIAL
from bot.versions import Version, years_apart
from diffing.change import Reason
from watchers.titles import ONCE_A_PERIOD


def removable(stored: Sequence[Version], *, before: datetime, held: Collection[int]) -> list[Version]:
    """The versions of one filer, first seen before that moment, that nothing to come is compared with.

    `held` are versions that stay whatever happens; so do those that any younger version is compared with.
    """
    there = [version for version in stored if not version.removed]
    young = [version for version in there if version.first_seen >= before]
    kept = {*held, *(version.id for version in young)}
    for version in (*young, *_to_come(there, stored)):
        kept |= _rests_on(plan(version, there))
    return [version for version in there if version.id not in kept]


def lasting(planned: Plan) -> Plan:
    """The plan without comparisons whose old side was removed; it says so when that was the first of them.

    Another baseline is never taken in silence instead.
    """
    comparisons = tuple(
        replace(one, notices=tuple(notice for notice in one.notices if not notice.removed))
        for one in planned.comparisons
        if not one.old.removed
    )
    if not planned.comparisons or not planned.comparisons[0].old.removed:
        return replace(planned, comparisons=comparisons)
    gone = planned.comparisons[0].old.cover.title
    return Plan(comparisons=comparisons, reason=Reason(code="lineage_removed", values=(("old", gone),)), told=True)


def _to_come(stored: Sequence[Version], known: Sequence[Version]) -> Iterator[Version]:
    """The filings that may come next: one for each version that stands in a line of documents, and records.

    `known` are those that were removed as well: a line goes on after its last period, whatever is left of it.

    A single announcement stands in no line. Should one be replaced after all, `lasting` says that its old side is gone.
    """
    if not stored:
        return
    rank = max(version.cover.rank for version in stored)
    lines = defaultdict(list)
    for version in known:
        lines[_kind(version), version.cover.form].append(version)
    for version in stored:
        cover = version.cover
        if cover.form in ONCE_A_PERIOD and cover.period:
            if not any(years_apart(version, other) > 0 for other in lines[_kind(version), cover.form]):
                yield _next(stored, version, replace(cover, period=_a_year_later(cover.period), rank=0))
        elif (cover.form is None or cover.form in SERIAL) and plan(version, stored).comparisons:
            yield _next(stored, version, replace(cover, rank=rank))
    for version in {_kind(version): version for version in stored if not version.cover.notice}.values():
        for form in REPEATS_FIGURES:
            yield _next(stored, version, replace(version.cover, form=form, period=None, rank=0))


def _kind(version: Version) -> tuple[object, ...]:
    """What two versions share that may be compared at all."""
    cover = version.cover
    return cover.language, cover.complete, cover.code, cover.filer


def _next(stored: Sequence[Version], like: Version, cover: Cover) -> Version:
    """A filing like that one, found after all that is there."""
    after = max(version.id for version in stored) + 1
    return replace(like, id=after, source_id="", sha256="", published=None, cover=cover)


def _rests_on(planned: Plan) -> set[int]:
    """The versions that a plan takes, and those of which it could take any."""
    taken = {one.old.id for one in planned.comparisons} | {version.id for version in planned.candidates}
    return taken | {notice.id for one in planned.comparisons for notice in one.notices}


def _a_year_later(period: str) -> str:
    year, dash, part = period.partition("-")
    return f"{int(year) + 1}{dash}{part}" if year.isdecimal() else period
