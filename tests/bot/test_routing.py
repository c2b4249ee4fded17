"""What is told at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.routing import About, Destination, Filter, Mute, Route, Rule, destinations
from diffing.change import Diff, Relation, Severity
from diffing.document import Coverage

NOON = datetime(2024, 5, 16, 12, tzinfo=UTC)
ABOUT = About(watch="w", filer=("300418", "300418", "星河股份"))
ROUTE = Route(at_least=Severity.MEDIUM, channels=("console",))


def heard(diff: Diff, route: Route) -> tuple[str, ...]:
    """The channels that hear of the diff at once."""
    return tuple(place.channel for place in destinations(diff, ABOUT, route, now=NOON) if place.at_once)


def test_a_grave_change_is_told(build: Any) -> None:
    """From the severity of the route on."""
    assert heard(build.diff(build.change(severity=Severity.MEDIUM)), ROUTE) == ("console",)


def test_a_small_change_is_kept(build: Any) -> None:
    """Below it, and where nothing changed, nothing is told."""
    assert heard(build.diff(build.change(severity=Severity.LOW)), ROUTE) == ()
    assert heard(build.diff(), ROUTE) == ()


def test_a_file_that_was_not_read_completely_is_told(build: Any) -> None:
    """That nothing was found in it must not look like nothing being there."""
    side = build.side(sha256="1" * 64, coverage=Coverage(pages=3, pages_without_text=(2,)))
    assert heard(build.diff(new=side), ROUTE) == ("console",)


def test_what_is_not_told_at_once_is_gathered(build: Any) -> None:
    """Every diff reaches the channels of its watch, at once or in the next digest."""
    assert destinations(build.diff(), ABOUT, ROUTE, now=NOON) == (Destination(channel="console", at_once=False),)


FILTERS = {
    "watch": ({"watches": ("w",)}, {"watches": ("x",)}),
    "filer": ({"filers": ("星河股份",)}, {"filers": ("另一家",)}),
    "form": ({"forms": ("annual_report",)}, {"forms": ("10-K",)}),
    "kind": ({"kinds": ("figure_changed",)}, {"kinds": ("moved",)}),
    "relation": ({"relations": ("value_changed",)}, {"relations": ("negation_flipped",)}),
    "words": ({"words": ("营业收入",)}, {"words": ("担保",)}),
    "section": ({"sections": ("管理层",)}, {"sections": ("风险",)}),
    "severity": ({"at_least": Severity.HIGH}, {"at_least": Severity.CRITICAL}),
}


@pytest.mark.parametrize("part", FILTERS)
def test_a_rule_hears_of_what_its_filter_takes(build: Any, part: str) -> None:
    """By each part alone; the channels of the watch are told as ever."""
    diff = build.diff(build.change())
    for fields, taken in zip(FILTERS[part], (True, False), strict=True):
        rule = Rule(filter=Filter(**fields), channels=("slack:#legal",))  # type: ignore[arg-type]
        found = heard(diff, replace(ROUTE, rules=(rule,)))
        assert found == (("console", "slack:#legal") if taken else ("console",))


def test_a_rule_may_wait_for_the_digest(build: Any) -> None:
    """Its channel is told later, and one that is told at once for another reason is told at once."""
    late = Rule(filter=Filter(), channels=("slack:#all", "console"), at_once=False)
    places = destinations(build.diff(build.change()), ABOUT, replace(ROUTE, rules=(late,)), now=NOON)
    assert {place.channel: place.at_once for place in places} == {"console": True, "slack:#all": False}


def test_a_mute_ends(build: Any) -> None:
    """What it takes is gathered and counted until then, and told at once after."""
    mute = Mute(filter=Filter(relations=(Relation.VALUE_CHANGED,)), until=NOON + timedelta(days=1))
    diff, route = build.diff(build.change()), replace(ROUTE, mutes=(mute,))
    assert destinations(diff, ABOUT, route, now=NOON) == (Destination(channel="console", at_once=False, muted=1),)
    assert destinations(diff, ABOUT, route, now=mute.until)[0].at_once


def test_a_mute_leaves_other_changes_alone(build: Any) -> None:
    """One change that is not muted is enough to be told at once."""
    mute = Mute(filter=Filter(words=("营业收入",)), until=NOON + timedelta(days=1))
    other = build.change(id="c2", old=build.quote("不"), new=build.quote("是"), relation=Relation.NEGATION_FLIPPED)
    assert heard(build.diff(build.change(), other), replace(ROUTE, mutes=(mute,))) == ("console",)
