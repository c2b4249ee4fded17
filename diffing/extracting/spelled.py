"""English numbers spelled out in words: twenty-one, two thousand and eighteen, a hundredth, two thirds, 3 dozen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from diffing.extracting.lexicon import rows, words
from diffing.extracting.patterns import any_of

_CONTEXT = Context(prec=60)
_VALUES = {row["word"]: (row["rank"], int(row["value"])) for row in rows("spelled")}
_COUNT = any_of(words("spelled", rank="unit") + words("spelled", rank="ten"))
_NUMBER_WORD = any_of(tuple(word for word, (rank, _) in _VALUES.items() if rank != "part"))
_PART_WORD = any_of(words("spelled", rank="part"))
_JOIN = r"(?:[ \n]?-[ \n]?|[ \n]{1,3}(?:and[ \n]{1,3})?)"
_PHRASE = re.compile(
    rf"(?<![\w-])(?:(?P<digits>\d{{1,6}}) ?(?=dz|dozen)"
    rf"|(?P<article>an?[ \n](?={any_of(words('spelled', rank='scale'))}\b|dozen|half"
    rf"|\w+th\b|third\b))|(?={_COUNT}\b|half\b|dozen\b))"
    rf"(?P<words>(?:{_NUMBER_WORD})?(?:{_JOIN}(?:{_NUMBER_WORD}))*+)(?P<point> point(?: {_COUNT})++)?"
    rf"(?P<and> and (?:an? |one )?)?(?:(?<=[ \na-z-])[ \n-]?(?P<part>{_PART_WORD}))?(?![\w])(?!-[a-z])",
    re.IGNORECASE,
)
_MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words and what it is worth."""

    start: int
    end: int
    value: Decimal


def find(text: str) -> Iterator[Spelled]:
    """The numbers in words of `text`, in order; "half" and "a hundredth" are numbers, "third" alone is none."""
    for match in _PHRASE.finditer(text):
        value = _value(match)
        if value is not None:
            yield Spelled(match.start(), match.end(), value)


def _value(match: re.Match[str]) -> Decimal | None:
    names = [word for word in re.split(r"[\s-]+", match.group("words").lower()) if word and word != "and"]
    if len(names) > _MOST_WORDS or (not names and not match.group("part")):
        return None
    whole = value_of(names) if names else Decimal(1)
    if whole is None:
        return None
    if match.group("digits"):
        whole *= int(match.group("digits"))
    if match.group("point"):
        digits = [_VALUES[name][1] for name in match.group("point").lower().split()[1:]]
        whole += Decimal("0." + "".join(map(str, digits)))
    return _with_part(match, whole, counted=bool(names))


def _with_part(match: re.Match[str], whole: Decimal, *, counted: bool) -> Decimal | None:
    part = match.group("part")
    if part is None:
        return None if match.group("and") else whole
    share = _VALUES[part.lower()][1]
    if match.group("and"):
        return whole + _CONTEXT.divide(Decimal(1), Decimal(share))
    if not counted and not match.group("article") and part.lower() != "half":
        return None
    return _CONTEXT.divide(whole, Decimal(share))


def value_of(names: list[str]) -> Decimal | None:
    """The value of number words in order, or None when they are not one number (one two)."""
    total = group = Decimal(0)
    last = _NOTHING
    for name in names:
        rank, value = _VALUES[name]
        if rank == "scale" and value > _HUNDRED:
            total += (group or Decimal(1)) * Decimal(10) ** value
            group = Decimal(0)
        elif rank == "scale":
            group = (group or Decimal(1)) * 100
        elif rank == "dozen":
            group = (group or Decimal(1)) * value
        elif last <= (_TENS if rank == "ten" or value >= _TENS else _ONES):
            return None
        else:
            group += value
        last = {"unit": _ONES, "ten": _TENS}.get(rank, _NOTHING)
    return total + group


# The power of ten of "hundred", and how much the last word leaves open: after twenty only one to nine may come.
_HUNDRED = 2
_ONES, _TENS, _NOTHING = 1, 10, 99

KNOWN = {word: value for word, (rank, value) in _VALUES.items() if rank != "part"}
