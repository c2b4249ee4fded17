"""An earlier version that is found later opens the comparison again that should have used it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.app import build as build_app
from bot.configured import Config, Watch
from bot.covers import Cover
from bot.inside import Original
from bot.ledger import Read
from bot.operating import App
from bot.store.diffs import Wanted
from watchers import titles


class Reader:
    """Reads the title off the file name, and finds one change in everything."""

    def __init__(self, build: Any) -> None:
        self.build = build
        self.notices: list[int] = []

    def read(self, _original: Original, title: str, _settings: object) -> Read:
        """What the file name says."""
        said = titles.read_title(title)
        names = ("form", "period", "revision", "rank", "complete", "about", "names")
        return Read(cover=Cover(title=title, language="en", **{name: getattr(said, name) for name in names}))

    def diff(self, pair: tuple[Original, Original], notices: Sequence[object], basis: Any, *_: object) -> Any:
        """One change; it is noted how many notices were given."""
        self.notices.append(len(notices))
        sides = [self.build.side(name=original.name) for original in pair]
        return self.build.diff(self.build.change(id=pair[0].name), basis=basis, old=sides[0], new=sides[1])


@pytest.fixture
def app(tmp_path: Path, database: str, build: Any) -> App:
    """A watched folder."""
    (tmp_path / "in").mkdir()
    watch = Watch(name="w", path=tmp_path / "in", settle=0, baseline="compare")
    config = Config(folder=tmp_path / "state", database=database, watches=(watch,))
    return build_app(config, comparing=Reader(build), say=lambda _: None)


def file(app: App, *names: str) -> list[tuple[str, str]]:
    """Files these and polls once; what has been compared with what then, oldest first."""
    for name in names:
        folder = app.config.watches[0].path
        assert folder is not None
        (folder / name).write_text(name)
    app.check()
    return [(row.old_title, row.new_title) for row in reversed(app.log(Wanted()))]


def test_what_had_a_farther_baseline_is_compared_again(app: App) -> None:
    """The report of 2024 was compared with that of 2022; once that of 2023 is there, with that as well."""
    assert file(app, "2022-annual-report.txt", "2024-annual-report.txt") == [
        ("2022-annual-report", "2024-annual-report")
    ]
    assert file(app, "2023-annual-report.txt") == [
        ("2022-annual-report", "2024-annual-report"),
        ("2022-annual-report", "2023-annual-report"),
        ("2023-annual-report", "2024-annual-report"),
    ]


def test_what_had_no_baseline_is_compared_once_there_is_one(app: App) -> None:
    """A report that could not be compared with anything is, when the one before it comes late."""
    assert file(app, "2024-annual-report.txt") == []
    assert file(app, "2023-annual-report.txt") == [("2023-annual-report", "2024-annual-report")]


def test_what_had_its_baseline_is_left_alone(app: App) -> None:
    """A still older report changes nothing for those that came with the right one before."""
    made = file(app, "2023-annual-report.txt", "2024-annual-report.txt")
    assert file(app, "2021-annual-report.txt") == [*made, ("2021-annual-report", "2023-annual-report")]
    assert file(app) == [*made, ("2021-annual-report", "2023-annual-report")]


def test_a_notice_that_comes_after_its_re_issue_is_given_to_it(app: App) -> None:
    """The comparison stays as it was made, and is made once more with the notice; no poll after that adds anything."""
    made = file(app, "2023-annual-report.txt", "2023-annual-report (corrected).txt")
    assert made == [("2023-annual-report", "2023-annual-report (corrected)")]
    assert file(app, "Correction notice on the 2023 annual report.txt") == made * 2
    first, second = reversed(app.log(Wanted()))
    assert (first.reason.code, second.reason.code) == ("lineage_revision", "lineage_noticed")
    assert dict(second.reason.values)["notice"] == "Correction notice on the 2023 annual report"
    assert app.pipeline.comparing.notices == [0, 1]  # type: ignore[attr-defined]
    assert file(app) == made * 2
    assert file(app, "2022-annual-report.txt")[:2] == made * 2


def test_a_notice_that_comes_with_its_re_issue_adds_nothing_later(app: App) -> None:
    """What was given to the comparison is not given again."""
    file(app, "2023-annual-report.txt")
    names = "Correction notice on the 2023 annual report.txt", "2023-annual-report (corrected).txt"
    made = file(app, *names)
    assert app.pipeline.comparing.notices == [1]  # type: ignore[attr-defined]
    assert file(app) == made
