"""What may be removed: never what the next filing would be compared with; and nothing takes its place in silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.covers import Cover
from bot.keeping.retaining import lasting, removable
from bot.lineage import plan
from bot.versions import Version

NOW = datetime(2024, 5, 1, tzinfo=UTC)


def version(number: int, *, form: str | None = "annual_report", age: int = 4000, **cover: Any) -> Version:
    """A version that was first seen so many days ago, of the year before unless it says its period."""
    seen = NOW - timedelta(days=age)
    given = {"period": str(seen.year - 1) if form == "annual_report" else None, "title": f"{form} {number}"} | cover
    return Version(
        id=number,
        filer="f",
        source="s",
        source_id=f"s{number}",
        sha256=f"{number:064x}",
        cover=Cover(language="zh", form=form, **given),
        published=seen,
        first_seen=seen,
    )


def gone(*stored: Version, keep: int = 365, held: tuple[int, ...] = ()) -> list[int]:
    """The versions that may be removed."""
    return [one.id for one in removable(stored, before=NOW - timedelta(days=keep), held=held)]


def test_the_last_of_a_line_stays_however_old() -> None:
    """The next annual report is compared with the newest issue of the last one; older years may go."""
    old, last = version(1, period="2012"), version(2, period="2013")
    again = version(3, period="2013", rank=1, revision="更正后")
    assert gone(old, last, again) == [1, 2]


def test_quarters_have_lines_of_their_own() -> None:
    """The next first quarter is compared with the last first quarter, not with the report after it."""
    quarter, half = version(1, form="quarterly_report", period="2013-Q1"), version(2, form="quarterly_report")
    later = version(3, form="quarterly_report", period="2013-Q3")
    assert gone(quarter, later, half) == [2]


def test_what_the_young_rest_on_stays() -> None:
    """A young re-issue of an old year keeps what it was compared with, and its notice."""
    first = version(1, period="2012")
    notice = version(2, form="correction_notice", age=100, about="annual_report", period="2012")
    again = version(3, period="2012", rank=1, revision="更正后", age=100)
    assert gone(first, notice, again, version(4, period="2013")) == []


def test_the_report_that_records_repeat_stays() -> None:
    """The next record of investor relations is held against the last report, whatever its age; old records go."""
    report, record = version(1, period="2013"), version(2, form="ir_record")
    assert gone(version(3, period="2012"), report, record) == [3, 2]


def test_the_last_of_a_series_stays_and_single_ones_go() -> None:
    """回购进展 goes on; an announcement that stands alone is compared with nothing to come."""
    titles = ("关于回购公司股份的进展公告（第一次）", "关于回购公司股份的进展公告（第二次）", "关于聘任总经理的公告")
    stored = [version(number, form="announcement", title=title) for number, title in enumerate(titles, 1)]
    stored = [version(one.id, form="announcement", title=one.cover.title, age=4000 - one.id) for one in stored]
    assert gone(*stored) == [1, 3]


def test_what_is_held_or_young_stays() -> None:
    """Whatever else is true of it."""
    assert gone(version(1, period="2011"), version(2, period="2012"), version(3, period="2013"), held=(1,)) == [2]
    assert gone(version(1, period="2011", age=10), version(2, period="2012"), version(3, period="2013")) == [2]


def test_several_that_would_do_equally_well_all_stay() -> None:
    """Ambiguity is kept as ambiguity."""
    stored = [version(number, period="2013") for number in (1, 2)]
    stored.append(version(3, period="2012"))
    assert gone(*stored) == [3]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["annual_report", "quarterly_report", "ir_record", "announcement", None]),
            st.sampled_from([None, "2011", "2012", "2013", "2013-Q1", "2012-H1"]),
            st.sampled_from([0, 0, 1]),
            st.integers(0, 5000),
        ),
        max_size=9,
    )
)
def test_what_comes_next_finds_the_same_baseline(drawn: list[tuple[Any, ...]]) -> None:
    """For any filer: the next period of any form has the same baseline with and without what may be removed."""
    stored = [
        version(
            number, form=form, period=period, rank=rank, age=age, revision="更正后" if rank else "", title="公司年度"
        )
        for number, (form, period, rank, age) in enumerate(drawn, 1)
    ]
    away = set(gone(*stored))
    left = [one for one in stored if one.id not in away]
    for form, period in (("annual_report", "2014"), ("quarterly_report", "2014-Q1"), ("ir_record", None)):
        new = version(99, form=form, period=period, age=-1, title="新的文件")
        with_all, with_left = (plan(new, some) for some in (stored, left))
        assert [one.old.id for one in with_left.comparisons] == [one.old.id for one in with_all.comparisons]


def test_a_baseline_that_was_removed_is_named_and_none_is_taken_instead() -> None:
    """A correction of a year whose report was removed is told as such, and compared with nothing in its place."""
    first = version(1, period="2012", title="2012 年年度报告")
    removed = Version(**{**{name: getattr(first, name) for name in Version.__slots__}, "removed": True})
    stored = [version(2, period="2011"), removed]
    new = version(3, period="2012", rank=1, revision="更正后", age=0)
    planned = lasting(plan(new, [*stored, new]))
    assert planned.comparisons == ()
    assert planned.told
    assert planned.reason is not None
    assert (planned.reason.code, dict(planned.reason.values)) == ("lineage_removed", {"old": "2012 年年度报告"})


def test_a_plan_with_all_that_it_needs_stays_as_it_is() -> None:
    """Nothing is dropped that is there."""
    stored = [version(1, period="2012"), version(2, period="2013")]
    planned = plan(stored[1], stored)
    assert lasting(planned) == planned


@pytest.mark.parametrize("count", [600])
def test_a_filer_with_many_filings_takes_moments(count: int) -> None:
    """Ten years of announcements, each under its own title or in series."""
    titles = [f"关于事项{number % 97}的公告" for number in range(1, count + 1)]
    stored = [version(at, form="announcement", title=title, age=4000 - at) for at, title in enumerate(titles, 1)]
    assert len(gone(*stored)) >= count - 97
