"""The alert: gravest first, figures beside each other, nothing left out in silence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.summarising import GRAVEST, Context, alert_text, summary
from diffing.change import Severity
from diffing.document import Coverage


def test_headline_counts_by_severity(build: Any) -> None:
    """The first line says who, what and how grave."""
    diff = build.diff(build.change(), build.change(id="c2", severity=Severity.LOW))
    assert summary(diff).headline.endswith("2 changes (1 high, 1 low)")


def test_quiet_changes_do_not_crowd_out_the_grave(build: Any) -> None:
    """Three low changes are shown when there is nothing else, and none beside three grave ones."""
    low = [build.change(id=f"low{number}", severity=Severity.LOW) for number in range(4)]
    grave = [build.change(id=f"high{number}") for number in range(3)]
    assert [change.id for change in summary(build.diff(*low)).gravest] == ["low0", "low1", "low2"]
    assert [change.id for change in summary(build.diff(*grave, *low)).gravest] == ["high0", "high1", "high2"]


def test_what_is_not_shown_is_counted(build: Any) -> None:
    """Changes beyond the gravest, quiet ones and unchanged sentences are all in the counts."""
    changes = [build.change(id=f"c{number}") for number in range(GRAVEST + 2)]
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
