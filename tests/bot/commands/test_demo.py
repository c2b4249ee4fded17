"""The demo tells the whole story, and tells it once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering import RefusedError
from bot.app import build
from bot.commands.demo import demo
from bot.config import load
from bot.demo.staging import default_folder, prepare, story
from bot.operating import App
from bot.rendering.looks import Look
from bot.store.diffs import Wanted


def run_demo(folder: Path) -> subprocess.CompletedProcess[str]:
    """One run of the demo as a process of its own."""
    command = [sys.executable, "-m", "bot", "demo", "--keep", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_demo_is_told_once(tmp_path: Path) -> None:
    """A second run shows the same alerts and stores and sends none."""
    first = run_demo(tmp_path / "demo")
    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    second = run_demo(tmp_path / "demo")
    assert second.returncode == 0, second.stderr
    assert "Told already" in second.stdout
    assert "Told already" not in first.stdout
    assert "What an earlier run was cut off at" not in second.stdout
    (found,) = [line for line in second.stdout.splitlines() if "earlier demo" in line]
    assert f"rm -r {tmp_path / 'demo'}" in found
    assert "earlier demo" not in first.stdout
    assert first.stdout.count("┃ Report:") == second.stdout.count("┃ Report:") > 0
    app = build(load(tmp_path / "demo" / "filingwatch.toml", {}), say=lambda _: None)
    assert len(app.log(Wanted())) == first.stdout.count("┃ Report:")
    app.close()


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    """Nothing is written beside what is not ours."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match="--keep"):
        demo(tmp_path, Look(), lambda config, say: build(load(config, {}), say=say))
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def prepared(folder: Path) -> Path:
    """A folder of the demo with an empty database."""
    prepare(folder, "en")
    build(load(folder / "filingwatch.toml", {}), say=lambda _: None).close()
    return folder


def test_a_folder_with_another_configuration_is_refused(tmp_path: Path) -> None:
    """A configuration that the demo did not write is not overwritten."""
    (tmp_path / "filingwatch.toml").write_text("language = 'zh'", encoding="utf-8")
    with pytest.raises(RefusedError, match="--keep"):
        prepare(tmp_path, "en")
    assert (tmp_path / "filingwatch.toml").read_text(encoding="utf-8") == "language = 'zh'"


def test_a_folder_of_older_tables_starts_anew(tmp_path: Path) -> None:
    """A state that this program cannot read is thrown away with its filings; one that it can is kept."""
    folder = prepared(tmp_path / "demo")
    (folder / "filings" / "old.txt").write_text("old", encoding="utf-8")
    prepare(folder, "en")
    assert (folder / "state" / "filingwatch.db").exists()
    config = folder / "filingwatch.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("# Tables: ", "# Tables: x"), encoding="utf-8")
    prepare(folder, "en")
    assert not (folder / "state").exists()
    assert list((folder / "filings").iterdir()) == []


def test_a_run_that_stored_nothing_is_begun_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder is not polled before its first filing: the poll would make a baseline of nothing."""
    folder = prepared(tmp_path / "demo")

    def first_step(config: Path, say: Callable[[str], None]) -> App:
        app = build(load(config, {}), say=say)
        return replace(app, pipeline=replace(app.pipeline, crossing=stop))

    def stop(name: str) -> None:
        assert any((folder / "filings").iterdir()), name
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo(folder, Look(), first_step)
    assert "2024-03-08" in capsys.readouterr().out


def test_the_story_has_lines_in_both_languages() -> None:
    """The same steps, told in the language asked for."""
    english, chinese = story("en"), story("zh")
    assert [step.file for step in english] == [step.file for step in chinese]
    assert all(step.line.isascii() for step in english)
    assert not any(step.line.isascii() for step in chinese)


def test_the_default_folder_is_of_this_user_and_installation() -> None:
    """Another user, and another clone, have another one."""
    assert str(os.getuid()) in default_folder().name
    assert default_folder() == default_folder()
