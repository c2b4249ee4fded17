"""Mistakes in the configuration are told in the project's own words, one line each."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import run
from bot.config import MAIN_FILE, WATCHES_FILE, load
from bot.errors import ConfigError

WATCH = "[[watch]]\nname = 'a'\npath = 'x'\n"
SAID = {
    ("foo = 1", ""): "foo: unknown key 'foo'; known keys are language, folder, ",
    ("[reading]\nsecs = 1", ""): "reading.secs: unknown key 'secs'; known keys are memory, seconds, result",
    ("", f"{WATCH}evry = '1m'"): "watch 1: evry: unknown key 'evry'; known keys are name, source, path, ",
    ("", f"{WATCH}filer = {{ id = '1', nme = 'x' }}"): "watch 1: filer.nme: unknown key 'nme'; known keys are id, ",
    ("", f"{WATCH}filer = {{ id = '' }}"): "watch 1: filer.id: may not be empty",
    ("", f"{WATCH}filer = 'x'"): "watch 1: filer: is a table",
    ("", f"{WATCH}every = 0"): "watch 1: every: ",
    ("", "[[watch]]\npath = 'x'"): "watch 1: name: is needed",
    ("", "[[watch]]\nname = 'a/b'\npath = 'x'"): "watch 1: name: 'a/b' has a sign that may not be in it",
    ("language = 'fr'", ""): "language: 'fr' is not known; it is 'en' or 'zh'",
    ("[telling]\nat_least = 'loud'", ""): "telling.at_least: 'loud' is not known; it is 'info', ",
    ("[telling]\nchannels = 'console'", ""): "telling.channels: is a list, in square brackets",
    ("[reading]\nmemory = 1", ""): "reading.memory: 1 is too small; it is at least 256",
    ("[reading]\nmemory = 'much'", ""): "reading.memory: is a whole number",
    ("[comparing]\nlink_likeness = 'high'", ""): "comparing.link_likeness: is a number, or true or false",
}


@pytest.mark.parametrize(("main", "watches"), SAID)
def test_a_mistake_is_told_in_our_words(tmp_path: Path, main: str, watches: str) -> None:
    """No word of the validator's is left, and one mistake is one line."""
    (tmp_path / MAIN_FILE).write_text(main)
    (tmp_path / WATCHES_FILE).write_text(watches)
    with pytest.raises(ConfigError) as raised:
        load(tmp_path / MAIN_FILE, {})
    said = str(raised.value)
    assert SAID[main, watches] in said
    assert "nput" not in said
    assert "\n" not in said


def test_each_mistake_is_a_line_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two mistakes are two lines on standard error, each of which begins with the program's name."""
    (tmp_path / MAIN_FILE).write_text("foo = 1\nbar = 2\n")
    monkeypatch.setenv("FILINGWATCH_CONFIG", str(tmp_path / MAIN_FILE))
    assert run(["log"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("filingwatch: ") for line in lines)
