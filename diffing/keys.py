"""Comparison keys: what two spellings of the same words have in common.

`fold` keeps the length, so its offsets are the text's own: extractors read folded text. `key` does not: it is only
ever compared with another key, and decides what counts as the same words.
"""

from __future__ import annotations

import re
import unicodedata

# Chinese and Latin punctuation that writers and typesetters exchange freely.
_PUNCTUATION = {
    "，": ",", "、": ",", "。": ".", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")",
    "【": "[", "】": "]", "〔": "[", "〕": "]", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'",
    "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "～": "~", "〜": "~", "∼": "~",
    "・": "·", "•": "·", "●": "·", "…": ".",
}  # fmt: skip
# Extractors tell 、 from ， and 。 from a decimal point: a fold for them leaves sentence marks alone.
_KEPT_BY_FOLD = "，、。；：“”‘’「」『』【】〔〕《》…・•●？！„«»"

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\n\f\v"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"

# Han, kana, Hangul, bopomofo and the punctuation between them: no space there says anything.
CJK = (
    "\u2e80-\u2fdf\u2ff0-\u303f\u3040-\u30ff\u3100-\u312f\u3130-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)

# A space says something only between two letters or digits that need it, as in "30 June" or "Club Koala".
_LOOSE_SPACE = re.compile(rf"(?<=[^0-9A-Za-z\u00c0-\u024f%$€£]) +| +(?=[^0-9A-Za-z\u00c0-\u024f$€£])|(?<=[{CJK}]) +")


def _folds() -> dict[int, str]:
    table: dict[int, str] = {}
    for point in (*range(0xA0, 0x250), *range(0x2000, 0x2800), *range(0x2E80, 0x3400), *range(0xF900, 0x10000)):
        sign = chr(point)
        plain = unicodedata.normalize("NFKC", sign)
        if plain != sign and len(plain) == 1 and not unicodedata.category(sign).startswith("No"):
            table[point] = plain
    table.update({ord(sign): plain for sign, plain in _PUNCTUATION.items() if sign not in _KEPT_BY_FOLD})
    for sign in _KEPT_BY_FOLD:
        table.pop(ord(sign), None)
    for sign in _SPACES.replace("\n", ""):
        table[ord(sign)] = " "
    return table


_FOLDS = _folds()
# Few signs of a text have another form: runs of them are looked up, the rest is left alone.
_OTHER_FORM = re.compile(f"[{''.join(re.escape(chr(point)) for point in _FOLDS)}]+")
_KEY_FOLDS = {**_FOLDS, **{ord(a): b for a, b in _PUNCTUATION.items()}, **dict.fromkeys(map(ord, _INVISIBLE)), 10: " "}


def fold(text: str) -> str:
    """`text` with full-width and look-alike signs in their plain form, of the same length.

    Sentence marks (，、。；：) stay as they are; superscripts and circled numbers too, since they are not digits.
    """
    return _OTHER_FORM.sub(lambda run: run.group().translate(_FOLDS), text)


def key(text: str) -> str:
    """What must be equal for two texts to say the same: width, spacing and punctuation style do not count."""
    plain = text.translate(_KEY_FOLDS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain)
    plain = _LOOSE_SPACE.sub("", " ".join(plain.split()))
    return plain.strip()
