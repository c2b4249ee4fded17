"""The demo filings: they are what their sources make, and they tell the story that the demo promises."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pypdfium2
import pytest

from bench.making.__main__ import DEMO, made
from bench.making.lettering import FontMissing

STORY = tomllib.loads((DEMO / "story.toml").read_text(encoding="utf-8"))["filing"]
PDFS = sorted((DEMO / "filings").glob("*.pdf"))


def _text(file: str) -> str:
    document = pypdfium2.PdfDocument(DEMO / "filings" / file)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


def test_the_story_runs_forward() -> None:
    """Filings are listed in the order they were published, and none is left out."""
    days = [filing["published"] for filing in STORY]
    assert days == sorted(days)
    assert {filing["file"] for filing in STORY} == {path.name for path in (DEMO / "filings").iterdir()}


def test_the_filings_are_what_their_sources_make() -> None:
    """`python -m bench.making --check` has nothing to say."""
    try:
        filings = list(made())
    except FontMissing as error:
        pytest.skip(str(error))
    assert [path.name for path, content in filings if path.read_bytes() != content] == []


@pytest.mark.parametrize("file", PDFS, ids=lambda file: file.name)
def test_every_page_has_a_text_layer(file: Path) -> None:
    """Chinese text comes out of the embedded fonts; nothing is left unmapped."""
    for page in pypdfium2.PdfDocument(file):
        text = page.get_textpage().get_text_range()
        assert re.search(r"[\u4e00-\u9fff]{4}", text)
        assert "\ufffd" not in text


def test_the_notice_is_silent_about_the_backlog() -> None:
    """The order backlog differs between the two reports, and the notice does not say so."""
    assert "在手订单为12.6亿元" in _text("999001-annual-2023.pdf")
    assert "在手订单为10.6亿元" in _text("999001-annual-2023-corrected.pdf")
    notice = _text("999001-annual-2023-correction-notice.pdf")
    assert "在手订单" not in notice
    assert "2026年6月30日" in notice


def test_the_next_report_changes_last_years_figure() -> None:
    """The cash flow of 2023 is another one in the report for 2024."""
    assert "25,113.90" in _text("999001-annual-2023-corrected.pdf")
    later = _text("999001-annual-2024.pdf")
    assert "24,613.90" in later
    assert "25,113.90" not in later
