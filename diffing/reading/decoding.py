"""Bytes to text: UTF-8, UTF-16, GB18030 and Windows-1252, decided by what the bytes can be."""

from __future__ import annotations

import codecs
import re

from diffing.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What a page says of its own bytes (HTML 13.2.3.2), within its first kilobytes.
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,20})""")
_DECLARED_WITHIN = 4096

# Control characters that no text has.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# One control character in this many is a slip of some tool; more is not text.
_CHARACTERS_PER_CONTROL = 500

# A pair of high bytes alone between Latin letters: a curly quote or an accent of Windows-1252, not Chinese.
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LATIN_RUN = 2


def decode(content: bytes) -> str:
    """The text of `content` without its byte order mark; raises `UnreadableDocument` when it is no text at all."""
    text = _decoded(content)
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if controls * _CHARACTERS_PER_CONTROL > len(text):
        raise UnreadableDocument("binary contents, not text", remedy="check where this file comes from")
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :] if encoding == "utf-8" else content, encoding)
    silent = _silent_utf16(content)
    if silent is not None:
        return _strict(content, silent)
    guesses = ("utf-8", _declared(content), _eight_bit(content))
    for guess in guesses:
        if guess is not None:
            try:
                return content.decode(guess)
            except (UnicodeDecodeError, LookupError):
                continue
    raise UnreadableDocument("text in an unknown or damaged encoding", remedy="save it as UTF-8 and try again")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        remedy = "save it as UTF-8 and try again"
        raise UnreadableDocument(f"damaged text: not the {encoding.upper()} it begins as", remedy=remedy) from error


def _silent_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark, told by the zero half of its spaces, digits and line ends."""
    opening = content[:2000]
    if len(content) % 2 or opening.count(0) * 20 < len(opening):
        return None
    little, big = opening[1::2].count(0), opening[0::2].count(0)
    return "utf-16-le" if little > big else "utf-16-be"


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content, 0, _DECLARED_WITHIN)
    if found is None:
        return None
    name = found.group(1).decode("ascii").lower()
    if name in ("gb2312", "gbk", "x-gbk", "gb_2312-80"):
        return "gb18030"
    # Browsers read Latin-1 and ASCII as Windows-1252 (WHATWG Encoding, 4.2), and so do writers.
    return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


def _eight_bit(content: bytes) -> str:
    runs = [len(run) for run in _HIGH_RUN.findall(content[:200_000])]
    lonely = sum(1 for run in runs if run <= _LATIN_RUN - 1)
    return "cp1252" if runs and lonely * 2 > len(runs) else "gb18030"
