"""Bytes to text: UTF-8, UTF-16, GB18030, Big5 and Windows-1252, decided by what the bytes can be."""

from __future__ import annotations

import codecs
import re

from diffing.errors import UnreadableDocument

_AS_UTF8 = "save it as UTF-8 and try again"
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
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
# One control character in this many is a slip of some tool; more is not text.
_CHARACTERS_PER_CONTROL = 500

# Enough to see what a text is written in. A text in UTF-16 has a line end, a digit or a space for every hundred
# letters, and its zeros stand on one side; a binary file has them on both.
_OPENING = 8_000
_LETTERS_PER_ZERO, _ONE_SIDED = 100, 20
# Bytes of GB18030 or Windows-1252 make one good sign of UTF-8 by chance where they make ten bad ones.
_NO_LEADERS = bytes(range(0xC0))
_RIGHT_PER_WRONG = 3

# Where the common signs of an encoding stand, by first byte (GB 2312 level 1; Big5 level 1, of which Hong Kong's
# supplement adds). Nine of ten signs of any text are among them, in the wrong encoding a third.
_COMMON = {"gb18030": ("gb2312", b"\xb0", b"\xd7"), "big5hkscs": ("big5", b"\xa4", b"\xc6")}
_MOSTLY_COMMON, _SURELY_COMMON = 0.4, 0.8
_SAMPLE = 20_000

# A pair of high bytes alone between Latin letters: a curly quote or an accent of Windows-1252, not Chinese.
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LATIN_RUN = 2


def decode(content: bytes) -> str:
    """The text of `content` without its byte order mark; raises `UnreadableDocument` when it is no text at all."""
    text = _decoded(content)
    # Bytes are counted, since taking some out of megabytes of them costs a tenth of looking for signs.
    written = text.encode(errors="surrogatepass")
    controls = len(written) - len(written.translate(None, _CONTROLS))
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
    if _is_mostly_utf8(content):
        return _strict(content, "utf-8")
    for guess in (_declared(content), _eight_bit(content)):
        if guess is not None:
            try:
                return content.decode(guess)
            except (UnicodeDecodeError, LookupError):
                continue
    raise UnreadableDocument("text in an unknown or damaged encoding", remedy=_AS_UTF8)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(f"damaged text: not the {encoding.upper()} it begins as", remedy=_AS_UTF8) from error


def _silent_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark, told by the zero half of its spaces, digits and line ends: all on one side."""
    opening = content[:_OPENING]
    little, big = opening[1::2].count(0), opening[0::2].count(0)
    if len(content) % 2 or max(little, big) < _ONE_SIDED * min(little, big) or not little + big:
        return None
    if max(little, big) * _LETTERS_PER_ZERO < len(opening) // 2:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: read as anything else, they would say other words."""
    text = content.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    # Each sign beyond ASCII has one byte that leads the others.
    right = len(text.encode().translate(None, _NO_LEADERS)) - wrong
    return right > _RIGHT_PER_WRONG * wrong


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content, 0, _DECLARED_WITHIN)
    if found is None:
        return None
    name = found.group(1).decode("ascii").lower()
    if name in ("gb2312", "gbk", "x-gbk", "gb_2312-80"):
        return "gb18030"
    # Browsers read Latin-1 and ASCII as Windows-1252 (WHATWG Encoding, 4.2), and so do writers.
    return "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii") else name


def _eight_bit(content: bytes) -> str | None:
    runs = [len(run) for run in _HIGH_RUN.findall(content[:_SAMPLE])]
    lonely = sum(1 for run in runs if run <= _LATIN_RUN - 1)
    if runs and lonely * 2 > len(runs):
        # Half of Big5's second bytes are Latin letters, so its first ones stand alone as those of Windows-1252 do.
        return "big5hkscs" if _common_share(content, "big5hkscs") >= _SURELY_COMMON else "cp1252"
    shares = {name: _common_share(content, name) for name in _COMMON}
    likely = max(shares, key=lambda name: shares[name])
    return likely if shares[likely] >= _MOSTLY_COMMON else None


def _common_share(content: bytes, encoding: str) -> float:
    """The share of Chinese signs that are among the common ones, were the bytes in that encoding; 0 when too few are.

    Text without a Chinese sign, but with Chinese marks, has a share of 1.
    """
    text = content[:_SAMPLE].decode(encoding, errors="replace")
    if text[:-1].count("\ufffd") * _CHARACTERS_PER_CONTROL > len(text):
        return 0.0
    signs = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    strict, first, last = _COMMON[encoding]
    common = sum(first <= sign.encode(strict, errors="ignore")[:1] <= last for sign in signs)
    return common / len(signs) if signs else 1.0
