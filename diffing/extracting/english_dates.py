"""The words and digits of an English date: what each is written like, and which number it is."""

from __future__ import annotations

import re

from diffing.extracting import spelled
from diffing.extracting.calendar import Context

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
# Months that a span counts; 13 and 14, 26, 39, 52 and 53 weeks make a quarter, a half, nine months and a year.
COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12,
    "thirteen": 3, "twenty-six": 6, "thirty-nine": 9, "fifty-two": 12, "fifty-three": 12,
    "13": 3, "14": 3, "26": 6, "39": 9, "52": 12, "53": 12,
}  # fmt: skip

_SHORT_YEAR = 2
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?"
YEAR = r"(?:(?<![\d.,$])(?:19|20|21)\d{2}(?![\d]|,\d|\.\d))"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_BELOW = rf"(?:{_TENS}(?:[ -]{_ONES})?|{_TEENS}|{_ONES})"
WORDED_YEAR = (
    rf"(?:two thousand(?: (?:and )?{_BELOW})?|(?:nineteen|twenty|eighteen) (?:{_TENS}(?:[ -]{_ONES})?|{_TEENS}))"
)
ANY_YEAR = rf"(?:{YEAR}|{WORDED_YEAR})"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d)"
WORDED_DAY = (
    rf"(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}|twent(?:y|ieth)[ -]?(?:{'|'.join(_ORDINALS[:9])})?"
    rf"|thirt(?:y|ieth)[ -]?(?:first)?|{_BELOW})"
)
QUARTER = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
GAP = r"[ \n]{1,3}"
MAYBE_GAP = r"[ \n]{0,3}"
COUNT = "|".join(sorted(COUNTS, key=len, reverse=True))


def ordinal(printed: str) -> int:
    """A day or quarter in words or digits: twenty-first, 3rd."""
    plain = printed.lower().strip().replace("-", " ")
    digits = re.match(r"\d+", plain)
    if digits:
        return int(digits.group())
    if plain in _ORDINALS:
        return _ORDINALS.index(plain) + 1
    tens, _, ones = plain.partition(" ")
    if tens in {"twenty", "thirty"} and ones in _ORDINALS:
        return {"twenty": 20, "thirty": 30}[tens] + _ORDINALS.index(ones) + 1
    value = spelled.value_of(plain.split()) if all(word in spelled.KNOWN for word in plain.split()) else None
    return {"twentieth": 20, "thirtieth": 30}.get(plain, int(value or 0))


def year_of(printed: str | None, context: Context) -> int:
    """A year in words or in two or four digits; where none is printed the one last named."""
    if not printed:
        return context.named_year()
    plain = printed.lower().strip().lstrip("'’")
    if plain.isdigit():
        return int(plain) + (2000 if len(plain) == _SHORT_YEAR else 0)
    names = [name for name in re.split(r"[\s-]+", plain) if name != "and"]
    if names[0] in {"nineteen", "twenty", "eighteen"} and len(names) > 1:
        return spelled.KNOWN[names[0]] * 100 + int(spelled.value_of(names[1:]) or 0)
    return int(spelled.value_of(names) or 0)


def month_number(printed: str) -> int:
    """The number of a month by its name, however short, or by its digits; 0 for no month."""
    if printed.isdigit():
        return int(printed)
    head = printed.lower()[:3]
    return next((index for index, name in enumerate(MONTHS, 1) if name.startswith(head)), 0)
