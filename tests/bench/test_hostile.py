"""Hostile files of every format, in a small size: each is read or refused in one true line."""

from __future__ import annotations

import pytest

from bench.hostile import SHAPES, outcome
from bot.apart import Apart, Limits

# As small as shows the shape: a bomb of 45 MB under a limit of 30 is one of 1,500 under a thousand.
SIZE = 0.004
SIZES = {
    "forms.pdf": 0.33,
    "flate.pdf": 0.01,
    "flate twice.pdf": 0.01,
    "a page a million times.pdf": 0.02,
    "nested.html": 0.05,
    "nested.xhtml": 0.05,
}
APART = Apart(limits=Limits(memory=1024, seconds=20, result=16), method="fork")


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of reading, as small as the files."""
    monkeypatch.setattr("diffing.reading.limits.PIECES", 2_000)
    monkeypatch.setattr("diffing.reading.limits.CHARACTERS", 80_000)
    monkeypatch.setattr("diffing.reading.limits.MARKUP", 400_000)
    monkeypatch.setattr("diffing.reading.packages.PART_LIMIT", 1_000_000)


@pytest.mark.parametrize("name", SHAPES)
def test_it_is_read_or_refused(name: str) -> None:
    """One line that names the file, and the parent is there to say it."""
    told = outcome(name, SHAPES[name](SIZES.get(name, SIZE)), APART)
    assert told.startswith(f"{name}: ")
    assert "\n" not in told


REFUSED = {
    "parts.docx": "unpacks to far too much",
    "entities.docx": "declares entities",
    "entities.xlsx": "declares entities",
    "cells.xlsx": "more rows and cells",
    "cells.html": "more paragraphs and cells",
    "100 MB.txt": "more characters",
    "rows.txt": "more lines",
    "tabs.txt": "more cells",
    "emphasis.md": "more tags and marks",
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_reason_is_true(name: str) -> None:
    """What is refused is told by what is wrong with it, not by what broke."""
    assert REFUSED[name] in outcome(name, SHAPES[name](SIZES.get(name, SIZE)), APART)
