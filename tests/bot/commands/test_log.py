"""Stored change logs are found, filtered and shown, and looking writes nothing."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.answering import RefusedError
from bot.app import build as build_app
from bot.commands.diff import stored_original
from bot.commands.log import Asked, log, show
from bot.commands.watch import check
from bot.configured import Config, FilerTable, Watch
from bot.covers import Cover
from bot.errors import ConfigError
from bot.inside import Original
from bot.ledger import Read
from bot.operating import App, NotFoundError
from bot.rendering.looks import Look
from diffing.change import Diff, Severity
from diffing.errors import UnreadableDocument


class Told:
    """Reads covers off file names and finds the same diff each time."""

    def __init__(self, diff: Diff) -> None:
        self.diff_to_find = diff

    def read(self, original: Original, title: str, settings: object) -> Read:  # noqa: ARG002
        """An annual report for 2023, revised when its name says so."""
        rank = int("corrected" in original.name)
        return Read(cover=Cover(title=title, language="zh", form="annual_report", period="2023", rank=rank))

    def diff(self, *_: object) -> Diff:
        """What the test has built."""
        return self.diff_to_find


@pytest.fixture
def app(build: Any, tmp_path: Path) -> Iterator[App]:
    """A watched folder with a report and its correction, compared and told."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    filer = FilerTable(id="999001", code="999001", name="星河股份")
    watch = Watch(name="reports", path=inbox, settle=0, filer=filer, baseline="silent")
    told = Told(build.diff(build.change(), build.change(id="quiet", severity=Severity.LOW)))
    made = build_app(Config(folder=tmp_path / "state", watches=(watch,)), comparing=told, say=lambda _: None)
    for name in ("2023-annual.txt", "2023-annual-corrected.txt"):
        (inbox / name).write_text(name, encoding="utf-8")
        made.check()
    yield made
    made.close()


def test_change_logs_are_listed(app: App) -> None:
    """A line says what was compared when, and how grave it is."""
    text = log(app, Asked()).text
    assert "2023-annual-corrected" in text
    assert "1 high, 1 low" in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(watch="reports"), 1),
        (Asked(filer="星河股份"), 1),
        (Asked(filer="999002"), 0),
        (Asked(words="12.5 亿元"), 1),
        (Asked(words="13.5 亿元"), 0),
        (Asked(since="2020-01-01"), 1),
        (Asked(since="2999-01-01"), 0),
        (Asked(look=Look(at_least=Severity.CRITICAL)), 0),
    ],
)
def test_filters_narrow_the_list(app: App, asked: Asked, found: int) -> None:
    """Watch, filer, words, day and severity each leave out what does not fit."""
    from dataclasses import replace

    assert len(json.loads(log(app, replace(asked, form="json")).text)) == found


def test_the_list_as_csv(app: App) -> None:
    """Columns have names, and a spreadsheet can open it."""
    header, row = csv.reader(StringIO(log(app, Asked(form="csv")).text))
    assert dict(zip(header, row, strict=True))["watch"] == "reports"


def test_the_list_as_json_keeps_times_apart(app: App) -> None:
    """Published, first seen and compared are not the same time."""
    (row,) = json.loads(log(app, Asked(form="json")).text)
    assert row["schema"] == "filingwatch.change_log/1"
    assert row["changes"] == {"high": 1, "low": 1}
    assert row["published"] is None
    assert row["first_seen"] < row["created"]


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown", "csv"])
def test_a_change_log_is_shown(app: App, form: str) -> None:
    """What was stored is rendered like a fresh diff."""
    assert "12.5 亿元" in show(app, "1", form=form, look=Look()).text.replace("\\", "")


def test_the_text_of_a_change_log_says_why_and_when(app: App) -> None:
    """Below the diff stand the reason for the baseline, the address and the times."""
    text = show(app, "1", form="text", look=Look()).text
    assert "Baseline: " in text
    assert "file:///" in text
    assert "first seen 20" in text


@pytest.mark.parametrize("number", ["7", "0"])
def test_an_unknown_change_log_is_refused(app: App, number: str) -> None:
    """The refusal names the number."""
    with pytest.raises(NotFoundError, match=number):
        show(app, number, form="text", look=Look())


def untimed(text: str) -> str:
    """The lines of a check without the moment of each poll, which is there."""
    assert re.search(r"  \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  ", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ  ", "", text)


def test_check_says_how_each_poll_ended(app: App) -> None:
    """A second poll lists the same files and finds none new."""
    answer = check(app, (), Look())
    assert answer.code == 0
    assert untimed(answer.text) == "reports  ok  2 listed, 0 new\n"


def test_check_names_a_broken_watch(app: App, tmp_path: Path) -> None:
    """A folder that is gone is broken, not empty, and the exit code says so."""
    (tmp_path / "inbox").rename(tmp_path / "elsewhere")
    answer = check(app, (), Look())
    assert answer.code == 1
    assert "broken" in answer.text
    assert "inbox" in answer.text


def test_check_names_what_was_set_aside(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read is told of at each check: it is not "no change"."""

    def refuse(*_: object) -> Cover:
        raise UnreadableDocument("encrypted with a password", name="locked.pdf")

    monkeypatch.setattr(app.pipeline.comparing, "read", refuse)
    (tmp_path / "inbox" / "locked.pdf").write_bytes(b"%PDF-1.7")
    first = check(app, (), Look())
    assert first.code == 1
    assert untimed(first.text) == (
        "reports  ok  3 listed, 1 new; not dealt with: locked (locked.pdf: encrypted with a password)\n"
    )
    later = check(app, (), Look())
    assert later.code == 0
    assert "locked: locked.pdf: encrypted with a password" in later.text
    (tmp_path / "inbox" / "locked.pdf").unlink()
    assert "locked" not in check(app, (), Look()).text


def test_check_counts_a_replaced_file_as_dealt_with(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged copy is not told of for ever once a whole one lies in its place."""

    def refuse(*_: object) -> Cover:
        raise UnreadableDocument("cut off", name="cut.txt")

    with monkeypatch.context() as patched:
        patched.setattr(app.pipeline.comparing, "read", refuse)
        (tmp_path / "inbox" / "cut.txt").write_text("1")
        check(app, (), Look())
    (tmp_path / "inbox" / "cut.txt").write_text("12")
    assert "cut off" not in check(app, (), Look()).text


def test_a_crash_stands_in_the_line_of_its_watch(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comparison that fails is told where the poll is, and the exit code says so until it has been dealt with."""

    def crash(*_: object) -> Diff:
        raise ZeroDivisionError("division by zero")

    (tmp_path / "inbox" / "2023-annual-corrected-2.txt").write_text("3")
    with monkeypatch.context() as patched:
        patched.setattr(app.pipeline.comparing, "diff", crash)
        answers = [check(app, (), Look()) for _ in range(2)]
    assert [answer.code for answer in answers] == [1, 1]
    cause = "a fault of this program: ZeroDivisionError: division by zero"
    assert all(cause in answer.text.splitlines()[0] for answer in answers)
    mended = check(app, (), Look())
    assert (mended.code, untimed(mended.text)) == (0, "reports  ok  3 listed, 0 new\n")


def test_check_needs_a_watch(tmp_path: Path) -> None:
    """As `run` does, it refuses to poll nothing: an exit code of 0 would look like no news."""
    empty = build_app(Config(folder=tmp_path / "state"), say=lambda _: None)
    with pytest.raises(ConfigError, match="no watch is configured"):
        check(empty, (), Look())
    empty.close()


def test_stored_versions_can_be_compared_again(app: App) -> None:
    """A version is found by its number, with its bytes and its name."""
    kept = stored_original(app, 2)
    assert kept is not None
    assert kept.body == b"2023-annual-corrected.txt"
    assert stored_original(app, 99) is None


def test_a_day_that_is_none_is_told_in_words(app: App) -> None:
    """With what was typed and an example."""
    with pytest.raises(RefusedError, match=r"^--since yesterday: is no day; write it as 2024-04-30$"):
        log(app, Asked(since="yesterday"))


def test_a_watch_that_there_is_not_is_told(app: App) -> None:
    """As `check` tells it: a mistyped name is not a watch without change logs."""
    with pytest.raises(NotFoundError, match="there is no watch named nope; there are: reports"):
        log(app, Asked(watch="nope"))


def test_a_watch_that_was_taken_out_keeps_its_change_logs(app: App, tmp_path: Path) -> None:
    """It is known by what is stored."""
    without = build_app(Config(folder=tmp_path / "state"), say=lambda _: None)
    assert log(without, Asked(watch="reports")) == log(app, Asked())
    without.close()
