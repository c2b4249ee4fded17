"""Bytes to text: what they can be, they are; what they cannot be is refused, not guessed."""

from __future__ import annotations

import pytest

from diffing.errors import UnreadableDocument
from diffing.reading.decoding import decode

SIMPLIFIED = "公司2023年实现营业收入49.2亿元，同比增长3.8%。\r\n" * 20
WITHOUT_DIGITS = "公司实现营业收入四十九亿元，同比增长，主要系新产品放量所致，公司对此表示满意。\r\n" * 20
TRADITIONAL = "本公司董事會及全體董事保證本公告內容不存在任何虛假記載，營業收入較去年增長。\n" * 20
GERMAN = "Ärzte über Österreich: größere Straße – “Ähnliches”, £5, §3.\n" * 20
SPANISH = "El año 2023 – pensión, situación económica, compañía.\n" * 20

WRITTEN = [
    (SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED, "utf-16-be"),
    (WITHOUT_DIGITS, "utf-16-le"),
    (WITHOUT_DIGITS, "utf-16-be"),
    (SIMPLIFIED, "gb18030"),
    (TRADITIONAL, "gb18030"),
    (TRADITIONAL, "big5"),
    (GERMAN, "cp1252"),
    (SPANISH, "cp1252"),
    ("，。：", "gb18030"),
    ("2023年", "gb18030"),
]


@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
def test_what_says_nothing_of_its_encoding_is_read(text: str, encoding: str) -> None:
    """No mark and no declaration: the bytes tell."""
    assert decode(text.encode(encoding)) == text


DAMAGED = {
    "a line in another encoding": SIMPLIFIED.encode() + "净利润3.4亿元。".encode("gb18030"),
    "a byte too many": SIMPLIFIED.encode() + b"\x80" + SIMPLIFIED.encode(),
    "half a sign at the end": SIMPLIFIED.encode()[:-4],
    "surrogates": ("营业收入\ud800。\n" * 9).encode("utf-8", "surrogatepass"),
    "half a sign in UTF-16": ("营业收入12.6亿元\ud812。" * 9).encode("utf-16-le", "surrogatepass"),
    "another code page altogether": bytes(range(0x80, 0x100)) * 9,
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_text_is_refused(damage: str) -> None:
    """UTF-8 with a slip is not read as another encoding, in which it would say other words."""
    with pytest.raises(UnreadableDocument) as raised:
        decode(DAMAGED[damage])
    assert raised.value.remedy == "save it as UTF-8 and try again"


def test_a_declaration_counts_where_it_can_be_true() -> None:
    """A page that says GB2312 and is UTF-8 was converted on its way."""
    page = '<meta charset="gb2312">' + SIMPLIFIED
    assert decode(page.encode()) == decode(page.encode("gb18030")) == page


@pytest.mark.parametrize("content", [b"Revenue " + b"\0" * 50, bytes(range(32)) * 50, b"\0\1" * 500])
def test_zeros_on_both_sides_are_no_text(content: bytes) -> None:
    """A binary file is not taken for UTF-16."""
    with pytest.raises(UnreadableDocument):
        decode(content)
