"""What the reader says of a file is told in Chinese too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.languages import words_in
from bot.languages.said import told
from bot.reasons import reason_words
from bot.rendering.accounting import warnings
from diffing.change import Reason
from diffing.errors import UnreadableDocument
from diffing.reading import media


def refusals() -> Iterator[str]:
    """Every cause and remedy of the tables of what is refused."""
    rows = [row for table in (media._REFUSED, media._OLD_OFFICE, media._PACKAGES) for _, row in table]
    for row in (*rows, media._PICTURE, media._ARCHIVE, media._PROGRAM):
        if not isinstance(row, str):
            yield from row


@pytest.mark.parametrize("phrase", sorted(set(refusals())))
def test_what_is_refused_by_a_table_is_told_in_chinese(phrase: str) -> None:
    """A row that is added there needs a line here."""
    assert re.search(r"[\u4e00-\u9fff]", told(phrase, "zh"))
    assert told(phrase, "en") == phrase


@pytest.mark.parametrize(
    ("phrase", "chinese"),
    [
        ("no text on any of its 30 pages: a scan", "30 页均无文字层：系扫描件"),
        ("the PDF has 9,000 pages, more than the 5,000 that are read", "PDF 有 9,000 页，超过可读取的 5,000 页"),
        ("reading it took longer than 120 s", "读取超过 120 秒"),
        ("something nobody has translated", "something nobody has translated"),
    ],
)
def test_numbers_stay_in_their_places(phrase: str, chinese: str) -> None:
    """What varies in a phrase is carried over, and a phrase that is not listed stays."""
    assert told(phrase, "zh") == chinese


def test_a_name_is_no_phrase() -> None:
    """A file may be called anything; only what the reader says is translated."""
    error = UnreadableDocument("not a PDF", remedy="fetch it again", name="not a PDF.pdf")
    told_of = reason_words(Reason(code="aside_cause", values=(("cause", str(error)),)), "zh")
    assert told_of == "not a PDF.pdf: 不是 PDF; 请重新获取"


def test_warnings_are_told_in_chinese(build: Any) -> None:
    """They stand above a diff."""
    side = build.side(warnings=("it has tracked changes: read as if all were accepted",))
    assert warnings(side, "old", words_in("zh")) == ("旧文件：含有修订记录：按全部接受读取",)
