"""Hostile files of every format, in a small size: each is read or refused in one true line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench.hostile import SHAPES, outcome
from bench.shapes import markup, texts
from bot.apart import Apart, Limits
from bot.inside import Original
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

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
    "merged cells.xlsx": "more rows and cells",
    "hidden columns.xlsx": "more rows and cells",
    "one sheet many times.xlsx": "more cells",
    "one string in every cell.xlsx": "more characters",
    "one word.docx": "more characters",
    "surrogates.txt": "not the UTF-16-LE",
    "two encodings.txt": "not the UTF-8",
    "nothing.txt": "binary contents",
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_reason_is_true(name: str) -> None:
    """What is refused is told by what is wrong with it, not by what broke."""
    assert REFUSED[name] in outcome(name, SHAPES[name](SIZES.get(name, SIZE)), APART)


@pytest.mark.parametrize("name", [*texts.SHAPES, *markup.SHAPES])
def test_its_figures_and_claims_are_found_or_refused(name: str) -> None:
    """Numbers without end and letters without number break no more than the reading of them."""
    original = Original(body=SHAPES[name](SIZES.get(name, SIZE)), name=name)
    for found in (APART.figures, APART.claims):
        refused = _refusal(found, original)
        assert not refused or refused.startswith(f"{name}: ")


def _refusal(found: Callable[[Original, Settings], object], original: Original) -> str:
    try:
        found(original, Settings())
    except UnreadableDocument as refusal:
        return str(refusal)
    return ""
