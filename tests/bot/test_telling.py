"""What an alert says, and what its links lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

from bot.app import build as build_app
from bot.configured import Config, Watch
from bot.covers import Cover
from bot.inside import Original
from bot.ledger import Read
from bot.operating import App
from bot.store.diffs import Wanted
from diffing.change import Basis, Diff, Severity
from diffing.errors import UnreadableDocument
from diffing.settings import Settings


@dataclass(frozen=True)
class Reader:
    """Calls everything an annual report for 2023, and finds one change."""

    build: Any

    def read(self, original: Original, title: str, _settings: Settings) -> Read:
        """The same for every file that is not empty."""
        if not original.body:
            raise UnreadableDocument("is empty", name=original.name)
        return Read(cover=Cover(title=title, language="zh", form="annual_report", period="2023"))

    def diff(self, _pair: tuple[Original, Original], _notices: Sequence[Original], _b: Basis, *_: object) -> Diff:
        """One change."""
        return self.build.diff(self.build.change())  # type: ignore[no-any-return]


def app_over(root: Path, build: Any, said: list[str], language: str = "en") -> App:
    """An application that watches a folder and remembers what it says."""
    (root / "in").mkdir(exist_ok=True)
    watch = Watch(name="w", path=root / "in", settle=0, baseline="compare")
    config = Config.model_validate({"folder": root / "state", "watches": [watch], "language": language})
    return build_app(config, comparing=Reader(build), say=said.append)


def target(line: str) -> Path:
    """The file that the link on a line leads to."""
    return Path(unquote(urlparse(line.rsplit(maxsplit=1)[-1]).path))


def test_an_alert_links_its_report_and_both_files(tmp_path: Path, build: Any) -> None:
    """The report is there, and the old link leads to the old contents although the file was replaced."""
    said: list[str] = []
    app = app_over(tmp_path, build, said)
    for text in ("old", "new"):
        (tmp_path / "in" / "annual-2023.txt").write_text(text)
        app.check()
    lines = {line.partition(": ")[0]: line for line in said[-1].splitlines()}
    assert target(lines["Report"]).read_text().startswith("<!")
    assert (target(lines["Old"]).read_text(), target(lines["New"]).read_text()) == ("old", "new")
    assert "was replaced" in said[-1]
    report = target(lines["Report"]).read_text()
    assert all(f'href="{lines[side].rsplit(maxsplit=1)[-1]}"' in report for side in ("Old", "New"))


@pytest.mark.parametrize(("language", "words"), [("en", "Not read and not compared"), ("zh", "未能读取")])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, build: Any, language: str, words: str) -> None:
    """Silence must not look like nothing having changed; a name cannot act on the terminal."""
    said: list[str] = []
    app = app_over(tmp_path, build, said, language)
    (tmp_path / "in" / "a\x1b[31m.txt").write_text("")
    app.check()
    assert words in said[0]
    assert "\x1b" not in said[0]


@dataclass(frozen=True)
class Covered(Reader):
    """Finds a title on the cover, and a change that is too quiet to be told at once."""

    def read(self, original: Original, title: str, _settings: Settings) -> Read:
        """A cover that says more than the file's name; a notice is about the report."""
        fields = {"form": "correction_notice", "about": "annual_report"} if "notice" in title else {}
        said = {"language": "zh", "form": "annual_report", "period": "2023", **fields}
        return Read(cover=Cover(title=f"封面：{original.body.decode()}", **said))  # type: ignore[arg-type]

    def diff(self, _pair: tuple[Original, Original], _notices: Sequence[Original], _b: Basis, *_: object) -> Diff:
        """One quiet change."""
        return self.build.diff(self.build.change(severity=Severity.INFO))  # type: ignore[no-any-return]


def test_what_was_not_compared_goes_by_its_cover(tmp_path: Path, build: Any) -> None:
    """The alert names the title that stands on the filing, not the name of a file."""
    said: list[str] = []
    app = app_over(tmp_path, build, said)
    app = replace(app, pipeline=replace(app.pipeline, comparing=Covered(build)))
    (tmp_path / "in" / "x-001.txt").write_text("2023年年度报告")
    app.check()
    assert said[0].splitlines()[0] == "w · 封面：2023年年度报告"
    assert "compared with nothing" in said[0]


def test_a_notice_is_told_even_when_nothing_loud_comes_of_it(tmp_path: Path, build: Any) -> None:
    """A correction is news by itself; the alert does not say that it was compared with nothing."""
    said: list[str] = []
    app = app_over(tmp_path, build, said)
    app = replace(app, pipeline=replace(app.pipeline, comparing=Covered(build)))
    for name in ("report", "notice"):
        (tmp_path / "in" / f"{name}.txt").write_text(name)
        app.check()
    assert len(said) == 2
    assert "New: a notice about 封面：report" in said[1]
    assert [row.reason.code for row in app.log(Wanted())] == ["lineage_notice_alone"]
