"""Which two stored versions a question means, and what the stored ones are when it means none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking.wording import Question
from bot.lineage import Comparison, plan
from bot.versions import Version, comparable, newest, period_end
from diffing.change import Basis, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A new version and what it is compared with. Without a comparison, `reason` says why there is none."""

    new: Version | None = None
    comparison: Comparison | None = None
    reason: Reason | None = None


def chosen(asked: Question, stored: Sequence[Version]) -> Choice:
    """What a question means among the versions of its filer.

    Without a period the newest filing; with one the newest issue of that period; each against what lineage compares it
    with. With two periods the newest issues of both, the earlier one as the old one.
    """
    wanted = [one for one in stored if not one.cover.notice and asked.form in (None, one.cover.form)]
    if len(asked.periods) > 1:
        return _two(wanted, sorted(asked.periods, key=period_end))
    if asked.periods:
        wanted = [one for one in wanted if one.cover.period == asked.periods[0]]
    new = last(wanted)
    if new is None:
        return Choice(reason=Reason(code="asked_not_stored"))
    planned = plan(new, stored)
    if planned.comparisons:
        return Choice(new=new, comparison=planned.comparisons[0])
    return Choice(new=new, reason=planned.reason)


def last(versions: Sequence[Version]) -> Version | None:
    """The newest of these versions: of the latest period, and of its issues the last; of equals the one found last."""
    if not versions:
        return None
    end = max(period_end(one.cover.period) for one in versions)
    found = newest([one for one in versions if period_end(one.cover.period) == end])
    return max(found, key=lambda one: one.id) if isinstance(found, list) else found


def _two(wanted: Sequence[Version], periods: Sequence[str]) -> Choice:
    new = last([one for one in wanted if one.cover.period == periods[1]])
    if new is None:
        return Choice(reason=Reason(code="asked_not_stored"))
    old = last([one for one in wanted if one.cover.period == periods[0] and comparable(one, new)])
    if old is None:
        return Choice(new=new, reason=Reason(code="asked_not_stored"))
    basis = Basis.NEXT_PERIOD if old.cover.form == new.cover.form else Basis.CROSS_DOCUMENT
    return Choice(new=new, comparison=Comparison(old=old, basis=basis, reason=Reason(code="asked_two")))
