"""Whether two figures speak of the same thing: measure, entity, scope, span of time, comparison."""

from __future__ import annotations

from enum import Enum

from diffing.figure import Figure, Period, PeriodSource
from diffing.keys import key

# A period that was only guessed (the nearest date, the document's own) can be overruled by one that is printed.
_GUESSED = {PeriodSource.INFERRED, PeriodSource.UNKNOWN}


class Match(Enum):
    """Whether one part of two figure keys agrees; unknown when a side does not say."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


def _match(a: str, b: str) -> Match:
    if not a or not b:
        return Match.UNKNOWN
    return Match.SAME if a == b else Match.DIFFERENT


def measure(old: Figure, new: Figure) -> Match:
    """Whether both measure the same: by concept where both have one, by their own words otherwise."""
    if old.concept and new.concept and not (_incomplete(old) or _incomplete(new)):
        return Match.SAME if old.concept == new.concept and old.role == new.role else Match.DIFFERENT
    if _incomplete(old) or _incomplete(new):
        return Match.UNKNOWN
    words = _match(key(old.metric), key(new.metric))
    if words is Match.SAME:
        return words if old.role == new.role else Match.DIFFERENT
    if words is Match.DIFFERENT:
        a, b = key(old.metric), key(new.metric)
        # 全球月活跃用户 and Opera 全球月活跃用户: one is the other with something in front.
        return Match.UNKNOWN if a.endswith(b) or b.endswith(a) or _goes_on(a, b) or _goes_on(b, a) else words
    return words


# countries and ten of them: words that join another clause to the name of a measure.
_JOINED = (" and ", " or ", " which ", " that ", " but ", ", ")


def _goes_on(name: str, longer: str) -> bool:
    """Whether a name is the other one before a clause that was read into it."""
    return longer.startswith(tuple(f"{name}{joint}" for joint in _JOINED))


def _incomplete(figure: Figure) -> bool:
    """Whether the words of a measure leave out what they are the share of: 占营业收入的比例."""
    return key(figure.metric).startswith(("占", "比例", "比重"))


def entity(old: Figure, new: Figure) -> Match:
    """Whether both speak of the same company, product or segment."""
    return _match(key(old.entity), key(new.entity))


def scope(old: Figure, new: Figure) -> Match:
    """Whether both are cut the same way: region, segment, benchmark. Nothing said is a scope of its own."""
    return Match.SAME if _dimensions(old) == _dimensions(new) else Match.DIFFERENT


def printed_scope(old: Figure, new: Figure) -> Match:
    """Whether both are cut the same way by what a reader sees: a tag of XBRL is renamed without a word of the text."""
    seen = [{part for part in _dimensions(one) if not part[0].endswith(_TAGGED)} for one in (old, new)]
    return Match.SAME if seen[0] == seen[1] else Match.DIFFERENT


# How the dimensions of XBRL are named.
_TAGGED = "Axis"


def _dimensions(figure: Figure) -> set[tuple[str, str]]:
    return {(name, key(value)) for name, value in figure.dimensions}


def period(old: Figure, new: Figure) -> Match:
    """Whether both are for the same time."""
    if old.period is None or new.period is None:
        return Match.UNKNOWN
    if same_time(old.period, new.period):
        return Match.SAME
    return Match.DIFFERENT


def same_time(a: Period, b: Period) -> bool:
    """Whether two periods are one; an instant equals a span only where that span is its one day."""
    return (a.first, a.last) == (b.first, b.last)


# Fiscal years have 52 or 53 weeks, months 28 to 31 days: spans this much alike are one kind of period.
_SAME_LENGTH = 0.1


def same_length(a: Period, b: Period) -> bool:
    """Whether two periods are of one kind: two quarters, two years, two instants."""
    if a.instant or b.instant:
        return a.instant == b.instant
    days = [(period.last - period.first).days + 1 for period in (a, b)]
    return abs(days[0] - days[1]) <= _SAME_LENGTH * max(days)


def guessed_period(figure: Figure) -> bool:
    """Whether the period of a figure is a guess that printed words may overrule."""
    return figure.period is None or figure.period_source in _GUESSED


def nested(a: Period, b: Period) -> bool:
    """Whether one span holds the other and both end together: 1-6 月 and 第二季度."""
    return a.last == b.last and a.first != b.first and not a.instant and not b.instant


def comparison(old: Figure, new: Figure) -> Match:
    """Whether both changes are measured against the same: 同比 or 环比."""
    a = old.comparison.type if old.comparison else ""
    b = new.comparison.type if new.comparison else ""
    # 较2022年 may well be 同比: only kinds that are known can differ.
    return Match.UNKNOWN if "vs_other" in (a, b) else _match(a, b)


def basis(old: Figure, new: Figure) -> Match:
    """Whether both are counted the same way: adjusted, at constant currency, for the parent. Nothing said is a way.

    A filer that says nothing speaks of its group.
    """
    return Match.SAME if way_of(old) == way_of(new) else Match.DIFFERENT


_GROUP, _PARENT = "consolidated", "parent"


def way_of(figure: Figure) -> str:
    """How a figure is counted; empty where nothing is said, and for the group."""
    return "" if figure.basis == _GROUP else figure.basis


def parent_and_group(old: Figure, new: Figure) -> bool:
    """Whether one is said outright to be of the parent alone and the other of its group."""
    return {old.basis, new.basis} == {_GROUP, _PARENT}
