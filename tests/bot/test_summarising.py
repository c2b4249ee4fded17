"""The alert: gravest first, figures beside each other, nothing left out in silence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.summarising import GONE, GRAVEST, Context, alert_text, summary
from diffing.change import Relation, Severity
from diffing.document import Coverage
from diffing.figure import TablePlace


def test_headline_counts_by_severity(build: Any) -> None:
    """The first line says who, what and how grave."""
    diff = build.diff(build.change(), build.change(id="c2", severity=Severity.LOW))
    assert summary(diff).headline.endswith("2 changes (1 high, 1 low)")


def test_quiet_changes_do_not_crowd_out_the_grave(build: Any) -> None:
    """Three low changes are shown when there is nothing else, and none beside three grave ones."""
    low = [named(build, number, severity=Severity.LOW) for number in range(4, 8)]
    grave = [named(build, number) for number in range(3)]
    assert [change.id for change in summary(build.diff(*low)).gravest] == ["c4", "c5", "c6"]
    assert [change.id for change in summary(build.diff(*grave, *low)).gravest] == ["c0", "c1", "c2"]


def test_what_is_not_shown_is_counted(build: Any) -> None:
    """Changes beyond the gravest, quiet ones and unchanged sentences are all in the counts."""
    changes = [named(build, number) for number in range(GRAVEST + 2)]
    quiet = build.change(id="quiet", severity=Severity.INFO)
    text = alert_text(build.diff(*changes, quiet))
    assert "2 more changes" in text
    assert "Below low and not shown: 1 change" in text
    assert "213 sentences" in text
    assert "12 × moved between periods" in text


def test_figures_stand_in_a_table(build: Any) -> None:
    """Was, now and the difference of a figure share a line."""
    rows = [line for line in alert_text(build.diff(build.change())).splitlines() if "−RMB 10 million" in line]
    assert rows
    assert "12.6 亿元" in rows[0]
    assert "12.5 亿元" in rows[0]


def test_nothing_changed_is_said_with_its_reach(build: Any) -> None:
    """No change is told together with how much was compared."""
    assert "No change: 214 sentences and 88 figures compared" in alert_text(build.diff())


def test_poor_coverage_refuses_the_verdict(build: Any) -> None:
    """A file that was read in part never yields "no change"."""
    unread = build.side(sha256="2" * 64, coverage=Coverage(pages=30, pages_without_text=(3, 7, 8)))
    text = alert_text(build.diff(new=unread))
    assert "no verdict" in text
    assert "No change" not in text
    assert "3 pages without text, not read (3, 7-8)" in text


def test_context_says_where_to_read_on(build: Any) -> None:
    """Links, the watch, the change log and when it was first seen close the alert."""
    context = Context(
        watch="annual", change_log="7", report="file:///r.html", first_seen=datetime(2024, 5, 10, 8, 30, tzinfo=UTC)
    )
    last = alert_text(build.diff(build.change()), context).splitlines()[-2:]
    assert last == ["Report: file:///r.html", "Watch: annual · Change log: 7 · First seen: 2024-05-10 08:30 UTC"]


def test_alert_in_chinese(build: Any) -> None:
    """The same alert in Chinese has no English template left."""
    text = alert_text(build.diff(build.change()), language="zh")
    assert "与旧文件不一致" in text
    assert "未变：213 句、87 个数据" in text
    assert "differs" not in text


def named(build: Any, number: int, **fields: Any) -> Any:
    """A change of a measure of its own."""
    figures = tuple(build.figure(f"{value} 亿元", f"{value}00000000", metric=f"指标{number}") for value in (12, 13))
    return build.change(id=f"c{number}", figures=(build.pair(old=figures[0], new=figures[1]),), **fields)


def test_no_two_slots_tell_the_same(build: Any) -> None:
    """A measure that differs in the text and in two tables takes one slot; what it displaced is counted."""
    same = [build.change(id=f"same{number}") for number in range(6)]
    diff = build.diff(*same, *(named(build, number) for number in range(2)))
    told = summary(diff)
    assert [change.id for change in told.gravest] == ["same0", "c0", "c1"]
    assert told.rest[0] == "5 more changes"


def test_what_is_gone_leaves_room(build: Any) -> None:
    """Two slots at most say that something is not stated any more, and the table of figures holds none of it."""
    lost = [
        build.change(
            id=f"gone{number}",
            relation=Relation.FIGURE_DROPPED,
            new=None,
            figures=(build.pair(Relation.FIGURE_DROPPED, old=build.figure("1", "1", metric=f"m{number}"), new=None),),
            wording=(),
        )
        for number in range(4)
    ]
    told = summary(build.diff(*lost, named(build, 1), named(build, 2)))
    assert [change.id for change in told.gravest] == ["gone0", "gone1", "c1", "c2"]
    assert [change.sense for change in told.gravest].count(GONE) == 2
    assert {figure.name for figure in told.figures} == {"指标1", "指标2"}


def test_the_marks_are_explained_once(build: Any) -> None:
    """A legend closes an alert that holds marks, and no other."""
    marked = alert_text(build.diff(named(build, 1), named(build, 2)))
    assert "⟦12.6 亿元 → 12.5 亿元⟧" in marked
    assert marked.count("⟦old → new⟧") == 1
    assert "⟦" not in alert_text(build.diff(build.change(old=None, wording=())))


def in_row(build: Any, number: int, table: int) -> Any:
    """A change of one measure in a row of its own."""
    place = TablePlace(table=table, row_header=(f"区域{table}{number}",), column_header=("营业收入",))
    figures = (build.figure(f"{value}", f"{value}", metric="营业收入", table=place) for value in (12, 13))
    return build.change(id=f"t{table}r{number}", figures=(build.pair(old=next(figures), new=next(figures)),))


def test_a_table_restated_row_by_row_leaves_room_for_the_rest(build: Any) -> None:
    """One row speaks for those of its table, and says how many there are more."""
    rows = [in_row(build, number, table) for table in (1, 2) for number in range(6)]
    told = summary(build.diff(*rows, *(named(build, number) for number in range(2))))
    assert [change.id for change in told.gravest] == ["t1r0", "t1r1", "t2r0", "c0", "c1"]
    assert "more row" not in told.gravest[0].reason
    assert told.gravest[1].reason.endswith("4 more rows of this table tell the same")
    assert told.gravest[2].reason.endswith("5 more rows of this table tell the same")
    assert told.rest[0] == "9 more changes"


def test_rows_of_one_table_fill_an_alert_that_has_nothing_else(build: Any) -> None:
    """Where there is one table alone its rows are told, each by its own name."""
    told = summary(build.diff(*(in_row(build, number, 1) for number in range(4))))
    assert [change.id for change in told.gravest] == ["t1r0", "t1r1", "t1r2", "t1r3"]
    assert [figure.name for figure in told.figures] == [f"营业收入（区域1{number}）" for number in range(4)]
    assert not any("more row" in change.reason for change in told.gravest)
