"""Numbers of a spreadsheet as they are shown: what is stored is a double, what is said is made by a number format.

    0.091499999999999998  0.00%             9.15%
    -1234567              #,##0.00;(#,##0)  (1,234,567)
    45291                 yyyy"年"m"月"     2023年12月

Office Open XML, ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, Overflow

# The formats that have a number but no code in the file (18.8.30); those that hang on the reader's country are ISO.
_DAY, _CLOCK = "yyyy-mm-dd", "h:mm"
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    **dict.fromkeys((14, 15, 16, *range(27, 32), 36, *range(50, 59)), _DAY),
    17: "yyyy-mm", 18: _CLOCK, 19: "h:mm:ss", 20: _CLOCK, 21: "h:mm:ss", 22: f"{_DAY} {_CLOCK}",
    **dict.fromkeys((32, 33, 34, 35), _CLOCK),
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    41: "#,##0;(#,##0)", 42: "#,##0;(#,##0)", 43: "#,##0.00;(#,##0.00)", 44: "#,##0.00;(#,##0.00)",
}  # fmt: skip

# A double holds fifteen digits that mean something.
_DIGITS = Context(prec=15)
_EXACT = Context(prec=700)
_LARGEST = 308
# No spreadsheet takes a longer format.
_CODE_LENGTH = 255
# Sections are divided by semicolons outside quotes; colours, conditions and fillers show nothing.
_TOKEN = re.compile(r'"[^"]*"|\\.|\[\$[^\]-]*(?:-[^\]]*)?\]|\[[^\]]*\]|[_*].|.', re.DOTALL)
_NUMBER = re.compile(r"[#0?][#0?,.]*")
_DATE_SIGN = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_TOKEN = re.compile(r"(y+|m+|d+|h+|s+|a{3,4}|AM/PM)", re.IGNORECASE)
_GENERAL = ("general", "@")
# Day 60 of 1900 never was: the first spreadsheet took that year for a leap year, and all others followed.
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - a sheet knows no zone
_LAST_DAY = 2_958_465


def shown(stored: str, code: str, *, since_1904: bool = False) -> str:
    """The number `stored` as the format `code` shows it; as it is stored when either says nothing."""
    try:
        value = _DIGITS.create_decimal(stored)
    except (InvalidOperation, Overflow):
        return stored
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST:
        return stored
    sections = _sections(code[:_CODE_LENGTH])
    index = _section(value, len(sections))
    pieces = sections[index]
    bare = "".join(piece for piece in pieces if len(piece) == 1)
    if not pieces or bare.strip().lower() in _GENERAL or "E" in bare or "/?" in bare:
        return _plain(value)
    if _DATE_SIGN.search(bare):
        return _date(value, pieces, since_1904=since_1904)
    signed = abs(value) if index else value
    return _written(signed, pieces) if _NUMBER.search(bare) else _literal(pieces)


def _sections(code: str) -> list[list[str]]:
    sections: list[list[str]] = [[]]
    for piece in _TOKEN.findall(code):
        if piece == ";":
            sections.append([])
        else:
            sections[-1].append(piece)
    return sections


def _section(value: Decimal, count: int) -> int:
    """Which section shows a value: above zero, below it, zero; the fourth is for text."""
    if value < 0 and count > 1:
        return 1
    return 2 if not value and count > 2 else 0  # noqa: PLR2004 - the third section


def _literal(pieces: list[str]) -> str:
    return "".join(_said(piece) for piece in pieces).strip()


def _said(piece: str) -> str:
    """What a piece that is no placeholder shows: quoted words, an escaped sign, the currency of [$¥-804]."""
    if piece.startswith("[$"):
        return piece[2:-1].partition("-")[0]
    if len(piece) > 1 and piece[0] in "[_*":
        return ""
    return piece.strip('"') if piece.startswith('"') else piece.removeprefix("\\")


def _plain(value: Decimal) -> str:
    return f"{value.normalize(_DIGITS):f}"


def _written(value: Decimal, pieces: list[str]) -> str:
    """A number between the words around its placeholders."""
    places = [at for at, piece in enumerate(pieces) if piece in ("#", "0", "?")]
    first, last = places[0], places[-1]
    pattern = "".join(piece for piece in pieces[first : last + 1] if piece in "#0?,.")
    after = pieces[last + 1 :]
    thousands = next((at for at, piece in enumerate(after) if piece != ","), len(after))
    value = value.scaleb(2 * pieces.count("%") - 3 * thousands)
    sign = "-" if value < 0 else ""
    return f"{sign}{_literal(pieces[:first])}{_digits(abs(value), pattern)}{_literal(after[thousands:])}"


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP, context=_EXACT)
    written = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    before, point, behind = written.partition(".")
    kept = behind.rstrip("0").ljust(len(fraction.rstrip("#?")), "0")
    return before.zfill(whole.count("0")) + (point + kept if kept else "")


def _date(value: Decimal, pieces: list[str], *, since_1904: bool) -> str:
    """A day and time, in the order and with the words of the format."""
    if not 0 <= value <= _LAST_DAY:
        return _plain(value)
    moment = _EPOCHS[since_1904] + timedelta(seconds=round(float(value) * 86400))
    joined = "".join(piece if len(piece) == 1 else f'"{_said(piece)}"' for piece in pieces)
    said = []
    minutes = False
    for piece in re.split(r'("[^"]*")', joined):
        if piece.startswith('"'):
            said.append(piece.strip('"'))
            continue
        for part in _DATE_TOKEN.split(piece):
            sign = part[:1].lower() if _DATE_TOKEN.fullmatch(part) else ""
            said.append(_part(moment, part, minutes=minutes) if sign else part)
            minutes = sign == "h" or (minutes and not sign)
    return "".join(said).strip()


def _part(moment: datetime, part: str, *, minutes: bool) -> str:
    """One part of a date: as wide as its letters say; weekdays and halves of the day say nothing new."""
    number = {
        "y": moment.year, "m": moment.minute if minutes else moment.month, "d": moment.day,
        "h": moment.hour, "s": moment.second,
    }.get(part[0].lower())  # fmt: skip
    long = len(part) > 2  # noqa: PLR2004 - mmm and ddd are words
    if number is None or (long and part[0].lower() == "d"):
        return ""
    if long and part[0].lower() == "m":
        return f"{moment:%b}" if len(part) == 3 else f"{moment:%B}"  # noqa: PLR2004
    return f"{number:04d}" if part[0].lower() == "y" else f"{number:0{len(part)}d}"
