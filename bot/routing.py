"""Who hears of a stored diff, and when: at once, or gathered in the next digest. Pure: everything is handed in.

    every change ── muted? ── yes ─► counted in the digest
         │ no
         ├─► the channels of its watch   from `at_least` on at once, what is less in the digest
         └─► the channels of each rule   where the rule's filter takes it, as the rule says

What one channel has been told of already, in the same words of the same filer, it is not told of again at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rendering.accounting import loud_enough, read_whole
from diffing.change import Change, Diff, Kind, Relation, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a diff is about, as filters ask: its watch, and all that its filer is called."""

    watch: str
    filer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Takes the changes that meet every part that says something; of the values in one part any will do."""

    watches: tuple[str, ...] = ()
    filers: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    relations: tuple[Relation, ...] = ()
    words: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    at_least: Severity = Severity.INFO

    def takes(self, diff: Diff, about: About) -> tuple[Change, ...]:
        """The changes that it takes."""
        said = ((self.watches, (about.watch,)), (self.filers, about.filer), (self.forms, (diff.new.form,)))
        if any(wanted and not set(wanted) & set(there) for wanted, there in said):
            return ()
        return tuple(change for change in loud_enough(diff, self.at_least) if self._takes(change))

    def _takes(self, change: Change) -> bool:
        quotes = " ".join(quote.text for quote in (change.old, change.new) if quote)
        return (
            (not self.kinds or change.kind in self.kinds)
            and (not self.relations or change.relation in self.relations)
            and _any_in(self.words, quotes)
            and _any_in(self.sections, " › ".join(change.section))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Further channels that hear of what a filter takes."""

    filter: Filter
    channels: tuple[str, ...]
    at_once: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """What a filter takes is told to nobody at once before `until`."""

    filter: Filter
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What one watch tells at once: changes from `at_least` on, in these channels; and what goes elsewhere.

    `zone` is the zone of its digests; without `gathers` there are none.
    """

    at_least: Severity
    channels: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    mutes: tuple[Mute, ...] = ()
    zone: str = "UTC"
    gathers: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """One channel that hears of a diff, at once or in its next digest; `muted` changes are counted there."""

    channel: str
    at_once: bool
    muted: int = 0


def destinations(diff: Diff, about: About, route: Route, *, now: datetime) -> tuple[Destination, ...]:
    """Every channel that hears of this diff, each once.

    The watch's own channels hear of every diff: at once of one with a change that is grave enough, and of a file that
    was not read completely, as that nothing was found in it must not look like nothing being there.
    """
    muted = {change.id for mute in route.mutes if now < mute.until for change in mute.filter.takes(diff, about)}
    own = _heard(loud_enough(diff, route.at_least), muted) or not _is_sure(diff)
    found = dict.fromkeys(route.channels, own)
    for rule in route.rules:
        if _heard(rule.filter.takes(diff, about), muted):
            found |= {channel: rule.at_once or found.get(channel, False) for channel in rule.channels}
    return tuple(Destination(channel=channel, at_once=once, muted=len(muted)) for channel, once in found.items())


def _heard(changes: Sequence[Change], muted: set[str]) -> bool:
    return any(change.id not in muted for change in changes)


def _any_in(wanted: Sequence[str], text: str) -> bool:
    folded = text.casefold()
    return not wanted or any(word.casefold() in folded for word in wanted)


def _is_sure(diff: Diff) -> bool:
    """Whether silence would be right: two documents of one filer may well have nothing in common."""
    return diff.old.sha256 == diff.new.sha256 or read_whole(diff)
