"""The month of a market in short: the same story of two days, and its table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.market.measuring import courtesy
from bench.market.publishing import PEAK, companies, month
from bench.market.serving import CNINFO, Asked
from bench.month import Story, reached, run, table

SHORT = Story(companies=200, days=2, ordinary=30, peak=0, kills=3, every=60, seed=7)


def test_each_filing_is_found_once_through_faults_and_kills(tmp_path: Path) -> None:
    """The program is killed three times and one answer in ten is bad: nothing is missed, doubled or asked too fast."""
    result = run(SHORT, tmp_path)
    assert result.kills == SHORT.kills
    assert result.faults > 0.04 * result.requests
    assert result.found.published > 50
    assert result.found.whole, table(result)
    assert reached(result), table(result)


def test_what_is_replaced_and_what_comes_in_two_languages_is_found(tmp_path: Path) -> None:
    """The lists show nothing of the one: each is found by a look. Of the other no two languages are compared."""
    story = Story(companies=50, days=1, ordinary=15, peak=0, kills=1, every=240, replaced=300, twins=10, seed=5)
    result = run(story, tmp_path)
    assert result.found.expected_replaced > 2
    assert (result.found.published, result.found.mixed) == (15 + 2 * 10, 0)
    assert result.found.whole, table(result)


def test_a_month_has_the_shape_that_it_says() -> None:
    """Four thousand in one evening, most of a day in the evening, some dated back, every number once."""
    published = month(companies(5000), days=30, ordinary=260, peak=4000, seed=1)
    evening = [each for each in published if each.appears.date() == PEAK and each.appears.hour >= 16]
    assert len(evening) > 4000
    assert len({each.number for each in published}) == len(published)
    assert sum(each.appears.hour >= 16 for each in published) > len(published) / 2
    assert 0.01 < sum(each.at < each.appears.replace(hour=0, minute=0) for each in published) / len(published) < 0.04
    assert len({company.code for company in companies(5000)}) == 5000


def test_a_pace_that_is_not_kept_is_seen() -> None:
    """Requests too close to each other, and too many in a minute, fall short."""
    asked = [Asked(1_785_000_000 + number, CNINFO, "list", "") for number in range(30)]
    measured = courtesy(asked, POLLS, [], {})[0]
    assert (measured.kept, measured.closest, measured.crowded) == (False, 1.0, 30)
    spread = [replace_at(each, 1_785_000_000 + 3 * place) for place, each in enumerate(asked)]
    assert courtesy(spread, POLLS, [], {})[0].kept


POLLS = ["cninfo begun 0.0", "cninfo ok 0.0 "] * 30


def replace_at(asked: Asked, at: float) -> Asked:
    """The same request at another moment."""
    return replace(asked, at=at)
