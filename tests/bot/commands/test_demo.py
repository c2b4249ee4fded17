"""The demo tells the whole story, and tells it once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.answering import RefusedError
from bot.app import build
from bot.commands.demo import demo
from bot.config import load
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
