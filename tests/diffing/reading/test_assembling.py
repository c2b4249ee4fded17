"""What holds for every document that is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffing.document import Document, Passage
from diffing.errors import UnreadableDocument
from diffing.reading import read

# Two lists of pieces that texts and pages are made of, split at bars.
_WORDS = "公司|收入49.2亿元，|增长3.8%。|一、概况|a b. |3|12 / 198|问：好？|（注）|Inc. |**粗**|\n|\n\n|\r\n|\t"
_MARKUP = "<p>|</p>|<br>|<table><tr><td>1|</table>|-\n|# T\n|<td>|</div>"
FRAGMENTS = st.sampled_from([*_WORDS.split("|"), *_MARKUP.split("|"), "| x | y |\n"])


def _check(document: Document) -> None:
    for passage in (*document.sentences, *(cell for table in document.tables for cell in table.cells)):
        _check_passage(document.text, passage)
    for before, after in zip(document.sentences, document.sentences[1:], strict=False):
        assert before.block <= after.block
    for section in document.sections:
        assert section.start <= section.end <= len(document.text)
    assert document.coverage.characters > 0


def _check_passage(text: str, passage: Passage) -> None:
    parts = passage.parts or ((passage.start, passage.end),)
    said = "".join(text[start:end] for start, end in parts)
    assert " ".join(said.split()) == " ".join(passage.text.split())
    assert "\n" not in passage.text
    assert (parts[0][0], parts[-1][1]) == (passage.start, passage.end)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_text(text: str) -> None:
    """Whatever a text is made of, it stays as it is, and every passage says what stands at its place."""
    try:
        document = read(text.encode(), media_type="text/plain")
    except UnreadableDocument:
        return
    assert document.text == text
    _check(document)


@settings(max_examples=100, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_page(text: str) -> None:
    """The same holds for HTML of any making."""
    try:
        document = read(f"<html><body>{text}</body></html>".encode())
    except UnreadableDocument:
        return
    _check(document)


SEEDS = ("300418-2023-gm-work-report.txt", "300418-2024-001-ir-record.txt")


@pytest.mark.parametrize("name", SEEDS)
def test_real_texts(corpus: Path, name: str) -> None:
    """A real work report and a real record are read whole, each sentence in one piece."""
    content = (corpus / "filings" / "seeds" / name).read_bytes()
    document = read(content, name=name)
    assert document.text == content.decode()
    assert document.code == "300418"
    _check(document)


def test_real_page(corpus: Path) -> None:
    """A real quarterly report in Inline XBRL keeps every visible sign in its blocks or its asides."""
    content = (corpus / "filings" / "sec" / "AAPL_10-Q_FY2024_June292024.html").read_bytes()
    document = read(content)
    _check(document)
    assert document.coverage.characters + document.coverage.set_aside == sum(map(len, document.text.split()))
    assert (document.form, document.filer, document.period) == ("10-Q", "Apple Inc.", "2024-03-30/2024-06-29")
