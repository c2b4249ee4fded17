"""The words around a number that bound it: 超过, 不低于, 约, 以上, at least, up to."""

from __future__ import annotations

import re

from diffing.extracting.lexicon import column, rows
from diffing.extracting.patterns import any_of, whole_words
from diffing.figure import Qualifier

_QUALIFIERS = column("qualifiers", "qualifier")
_WINDOW = 26


def _words(place: str, *languages: str) -> list[str]:
    return [row["word"] for row in rows("qualifiers") if row["place"] == place and row["language"] in languages]


def _before(language: str) -> re.Pattern[str]:
    # Read backwards from the number, so that the pattern is anchored where the number begins.
    backwards = any_of(word[::-1] for word in _words("before", language, "any"))
    if language == "zh":
        return re.compile(rf"[ \n]{{0,2}}(?:了|为|到|达|达到)?[ \n]{{0,2}}({backwards})")
    return re.compile(rf"[ \n]{{0,2}}(?:(?:an?|the) )?({backwards})(?![A-Za-z])", re.IGNORECASE)


_BEFORE = {"zh": _before("zh"), "en": _before("en")}
_AFTER = {
    "zh": re.compile(
        rf"[ \n]{{0,2}}({any_of(_words('after', 'zh', 'any'))})(?![\u4e00-\u9fff](?<=[容部涵在外置源来草诉]))"
    ),
    "en": re.compile(
        rf"(?:[ \n]{{0,2}}({any_of(w for w in _words('after', 'en', 'any') if w != '+')})(?![A-Za-z])|(\+)(?!\d))"
    ),
}


# 5%（含5%）以上, 5%含5%以上: 以上 includes the number anyway, and what says so is skipped.
_INCLUDED = re.compile(
    r"[ \n]{0,2}[(（]?(?:含|包括)(?:本数|[\d.,]{1,12} ?[%％\u4e00-\u9fff]{0,3})[)）]?(?=[及或]?以[上下内])"
)
_NEAR = frozenset(row["word"] for row in rows("qualifiers") if row["floor"] == "near")


def is_near(printed: str) -> bool:
    """Whether a qualifier as printed promises nearly that much: 近 of 近 3 亿."""
    return any(word in printed.casefold() for word in _NEAR)


def qualifier_before(text: str, at: int, language: str) -> tuple[Qualifier, int] | None:
    """The qualifier that ends right before `at`, and where it begins."""
    window = text[max(0, at - _WINDOW) : at][::-1]
    match = _BEFORE[language].match(window)
    if match is None:
        return None
    return Qualifier(_QUALIFIERS[match.group(1)[::-1].casefold()]), at - match.end()


def qualifier_after(text: str, at: int, language: str) -> tuple[Qualifier, int] | None:
    """The qualifier that begins right after `at`, and where it ends."""
    included = _INCLUDED.match(text, at)
    match = _AFTER[language].match(text, included.end() if included else at)
    if match is None:
        return None
    return Qualifier(_QUALIFIERS[(match.group(1) or match.group(match.lastindex or 1)).casefold()]), match.end()


_HAN = any_of(_words("before", "zh", "any") + _words("after", "zh", "any"))
_LATIN = whole_words(_words("before", "en") + _words("after", "en"))
_ANY = re.compile(f"{_HAN}|{_LATIN}", re.IGNORECASE)


def senses(printed: str) -> frozenset[str]:
    """What the words of a figure as printed say of its bounds: of 约 56,000 多, about and more than; of 近, nearly."""
    found = (" ".join(word.casefold().split()) for word in _ANY.findall(_RANGE_MARK.sub("-", printed)))
    return frozenset("near" if word in _NEAR else _QUALIFIERS[word] for word in found)


# Between two numbers a wave is the mark of a range; before one it says "about".
_RANGE_MARK = re.compile(r"(?<=[\d%％万亿元])[ ]?[~～][ ]?(?=\d)")
