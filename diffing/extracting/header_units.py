"""The unit of one cell: what the headers of its row and column say, before what the table's note does."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from diffing.extracting.lexicon import column
from diffing.extracting.notes import Note, coin_of, read_note, unit_word, whole_unit
from diffing.extracting.patterns import any_of
from diffing.extracting.units import is_currency

_PERCENT = {
    "zh": re.compile(r"(?<![\d.])%|百分比|比例|占比|比重|比率|毛利率|收益率|增减幅度"),
    "en": re.compile(r"(?<![\d.])(?<!\d )%|\bpercent(?:age)?\b"),
}
# 人民币千元 over a column, or 2000年美元.
_COINED = re.compile(
    r"(?:人民[币幣]|港[币幣]?|美)(?:百[万萬]|千|[万萬]|[亿億])元|人民[币幣]元"
    r"|(?<=年)[度]?[ ]?(?:百[万萬]|千|[万萬]|[亿億])(?:港元|港[币幣]|美元)$"
    r"|年[度]?[ ]?(?P<alone>美元|港[元币幣]|欧元|英镑|日元|人民[币幣])$"
)
_PER_SHARE = re.compile(
    r"每股|元/股|per (?:common |ordinary |diluted |basic )?share|\bEPS\b|exercise price|fair value per"
    r"|(?<!total )grant[- ]date fair value|average price|price paid",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"股份数|持股数|股数|数量[（(]股|[（(]股[)）]|股本总|weighted[- ]average(?! (?:grant|exercise|interest|rate"
    r"|price|remaining|discount))|\bshares\b|(?:share|stock) units",
    re.IGNORECASE,
)
_SHARES_SURELY = re.compile(
    r"weighted[- ]average (?:common |basic |diluted )*shares|"
    r"number of (?:common )?(?:shares|RSUs|(?:restricted )?stock (?:units|awards))|"
    r"shares used|number (?:exercisable|outstanding)|number of securities"
    r"|anti-?dilutive|\bdilutive\b|^shares$",
    re.IGNORECASE,
)
# Shares that are bought, sold or paid for are money.
_MONEY = re.compile(
    r"\b(?:cost|value|proceeds|payments?|price|repurchases? of|purchases? of|tax(?:es)?|dividends|expense"
    r"|compensation|income|loss|earnings|amount|equity|capital|retained)\b|金额|价格|成本",
    re.IGNORECASE,
)
_IN_HEADER = re.compile(r"[（(](?P<unit>[^（）()]{1,9})[）)]")


def note_of_headers(note: Note, row: tuple[str, str], column: str, language: str) -> Note:
    """The unit of one cell; `row` is its row's label and the label of its group.

    What the headers say goes before the table's note; ratios and per-share lines have no scale.
    """
    for header in (column, *row):
        own = _own_unit(header, language)
        if own is not None:
            return own
    if note.unit is None and (coin := coin_of(column.rpartition(" ")[2])) is not None:
        note = replace(note, unit=coin.unit)  # 人民币 alone, below what the column measures
    for both in (_EXCEPTED.sub("", column), _PRICED.sub("", row[0]), row[1]):
        if _SHARES_SURELY.search(both):
            return Note("shares", _share_power(note, language))
        if _PER_SHARE.search(both):
            home = "HKD" if "港元" in both or "港币" in both or "港幣" in both else _HOME[language]
            return Note(note.unit if is_currency(note.unit) else home, 0)
        if _PERCENT[language].search(both):
            return Note("percent", 0)
        if _SHARES.search(both) and not _MONEY.search(f"{both} {column}"):
            return Note("shares", _share_power(note, language))
    return note


# Remaining term (in years)
_LASTING = re.compile(r"(?:in )?(?P<unit>year|month|day)s", re.IGNORECASE)
_COUNTS = column("header_units", "unit")
_COUNTED = re.compile(rf"(?:{any_of(_COUNTS)})$", re.IGNORECASE)
# Cash dividends declared ($0.16 per share) is an amount, and its price an aside.
_PRICED = re.compile(r"[(（][^()（）]*[$¥￥][^()（）]*[)）]")
# ($ in millions, except per share data) over a column says of which lines it does not speak.
_EXCEPTED = re.compile(r"\b(?:except|other than|excluding)\b[^()（）]*|除每股[^()（）]*?外", re.IGNORECASE)
_HOME = {"zh": "CNY", "en": "USD"}


def _share_power(note: Note, language: str) -> int:
    """The scale of share counts: (in millions) holds for them too, dollars in millions and 万元 do not."""
    if note.shares_power is not None:
        return note.shares_power
    return note.power if note.unit == "shares" or (language == "en" and not note.money_only) else 0


@lru_cache(maxsize=1024)
def _own_unit(header: str, language: str) -> Note | None:
    """The unit in a header's own parentheses, (元/股), (%), (台), or in what it counts: 专业构成人数."""
    for inside in _IN_HEADER.finditer(header):
        if language == "en":
            if "%" in inside["unit"]:
                return Note("percent")
            lasting = _LASTING.fullmatch(inside["unit"])
            if lasting is not None:
                return Note(lasting["unit"].lower())
            continue
        own = whole_unit(inside["unit"])
        if own is not None:
            return own
    coined = _COINED.search(header) if language == "zh" else None
    if coined is not None:
        if coined["alone"]:
            return unit_word(coined["alone"])
        scaled = coined.group().lstrip("度 ")
        return unit_word(scaled) if scaled.endswith(("港元", "港币", "港幣", "美元")) else read_note(scaled, language)
    counted = _COUNTED.search(_IN_HEADER.sub("", header).strip())
    return Note(_COUNTS[counted.group().casefold()]) if counted else None
