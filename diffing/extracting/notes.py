"""What a table's note says of its numbers: 单位：万元, 人民币百万元, (in millions, except per share data)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from diffing.extracting.lexicon import column, rows
from diffing.extracting.patterns import any_of
from diffing.extracting.units import is_currency, unit_after

_CHINESE_SCALES = {
    "百万": 6,
    "百萬": 6,
    "千萬": 7,
    "十億": 9,
    "百億": 10,
    "千万": 7,
    "十亿": 9,
    "百亿": 10,
    "千": 3,
    "万": 4,
    "萬": 4,
    "亿": 8,
    "億": 8,
    "仟": 3,
}
_SCALE = re.compile(any_of(_CHINESE_SCALES))
_UNIT_NOTE = re.compile(
    r"(?:金[额額])?[单單]位[ ]?均?(?:[：:]|[以为是][：:]?)?[ ]*(?:人民[币幣])?[ ]*(?P<unit>[^\s，。；：）)]{1,8})"
    r"|(?P<coin>人民[币幣]|港[币幣]?|美)[ ]?(?P<scale>百[万萬]|千|[万萬]|[亿億])元|人民[币幣]元"
)
_ENGLISH_SCALES = {
    "thousands": 3,
    "thousand": 3,
    "millions": 6,
    "million": 6,
    "billions": 9,
    "billion": 9,
    "000": 3,
    "000s": 3,
}
_IN = re.compile(
    r"\b(?:in|expressed in)[ ](?:(?:U\.?S\.?[ ]?)?(?P<coin>dollars|RMB|HK\$|US\$|\$"
    r"|euros?)[ ]?(?:in )?)?(?P<scale>thousands|millions|billions)"
    r"(?: of (?P<of>(?:U\.?S\.? |Canadian |Hong Kong |Australian )?dollars|[A-Z]{3}|euros?|RMB|Renminbi"
    r"|(?:US|HK|C|A)\$))?"
    r"|(?P<dollars>\(dollars in (?P<scale2>thousands"
    r"|millions|billions))|(?P<thousands>[$’']000)",
    re.IGNORECASE,
)
_PERCENT = {
    "zh": re.compile(r"(?<![\d.])%|百分比|比例|占比|比重|比率|毛利率|收益率|增减幅度"),
    "en": re.compile(r"(?<![\d.])(?<!\d )%|\bpercent(?:age)?\b"),
}
# 人民币千元 over a column, or 2000年美元.
_COINED = re.compile(
    r"(?:人民[币幣]|港[币幣]?|美)(?:百[万萬]|千|[万萬]|[亿億])元|人民[币幣]元"
    r"|年[度]?[ ]?(?P<alone>美元|港[元币幣]|欧元|英镑|日元|人民[币幣])$"
)
_ONLY_MONEY = re.compile(
    r"[(（]?(?:(?:人民[币幣]|港[币幣]?|美)?(?:百[万萬]|千|[万萬]|[亿億])?[元圆圓]"
    r"|(?:RMB|HK\$|US\$|HKD|USD|CNY|\$|€|£)[ ]?(?:[’'‘]000s?|millions?|thousands?)?)[)）]?",
    re.IGNORECASE,
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
_CURRENCIES = {row["word"].casefold(): row["code"] for row in rows("currencies")}


@dataclass(frozen=True, slots=True)
class Note:
    """The unit and power of ten that hold for a table's plain numbers; `money_only` where shares are not scaled.

    `shares_power` is their own power where the note gives them one.
    """

    unit: str | None = None
    power: int = 0
    money_only: bool = False
    shares_power: int | None = None


def is_scale(text: str) -> bool:
    """Whether a header is only a note of scale: (In millions, except per share data)."""
    return text.startswith(("(In ", "(in ", "In ", "in ", "(Dollars in", "单位", "（单位")) and len(text) < _MOST_NOTE


_MOST_NOTE = 60


def is_money(header: str) -> bool:
    """Whether a header only says in what money its column is: 人民幣千元, 港元, RMB’000."""
    return _ONLY_MONEY.fullmatch(header.strip()) is not None


def coin_of(text: str) -> Note | None:
    """The currency that a cell is and nothing more, 人民币 in a column of currencies; None for other words."""
    code = _CURRENCIES.get(text.strip().casefold())
    return Note(code) if code is not None and len(text.strip()) > 1 else None


def is_note(text: str) -> bool:
    """Whether a sentence gives the unit of the tables after it."""
    return (
        "单位" in text
        or " in millions" in text
        or "in millions)" in text
        or "in thousands" in text
        or "(In " in text
        or "in billions" in text
    )


def read_note(note: str, language: str) -> Note:
    """The unit and scale that a note gives; an empty one when it says nothing."""
    if language == "en":
        return _english(note)
    match = _UNIT_NOTE.search(note)
    if match is None:
        return _english(note) if re.search("million|thousand|billion", note) else Note()
    coin = {"港": "港元", "美": "美元"}.get((match["coin"] or "")[:1], "元")
    return unit_word(match["unit"] or (match["scale"] or "") + coin)


def unit_word(printed: str) -> Note:
    """A unit with its scale as a note or a header prints it: 万元, 百万股, 元/股, %."""
    plain = printed.removeprefix("人民币").removeprefix("人民幣").strip()
    scale = _SCALE.match(plain)
    rest = plain[scale.end() :] if scale else plain
    unit = unit_after(rest, 0, "zh")
    return Note(unit.name if unit else None, _CHINESE_SCALES[scale.group()] if scale else 0)


def whole_unit(printed: str) -> Note | None:
    """The unit that a header or a cell of a column of units is, 台, 万吨 or 元/股; None for other words."""
    plain = printed.removeprefix("人民币").removeprefix("人民幣").strip()
    scale = _SCALE.match(plain)
    rest = plain[scale.end() :] if scale else plain
    unit = unit_after(rest, 0, "zh")
    if unit is None or (unit.end != len(rest) and rest[unit.end : unit.end + 1] not in _PER_SIGNS):
        return None
    return Note(unit.name, _CHINESE_SCALES[scale.group()] if scale else 0)


_PER_SIGNS = frozenset("/／")


def _english(note: str) -> Note:
    match = _IN.search(note)
    if match is None:
        return Note("USD" if "$" in note else None, 0)
    if match["thousands"]:
        return Note("USD" if "$" in match["thousands"] else None, 3)
    word = (match["scale"] or match["scale2"]).lower()
    coin = (match["of"] or match["coin"] or "").casefold()
    own = _SHARES_IN.search(note)
    return Note(
        _CURRENCIES.get(coin), _ENGLISH_SCALES[word], money_only="dollars in" in note.casefold(),
        shares_power=_ENGLISH_SCALES[own["scale"].lower()] if own else None,
    )  # fmt: skip


def note_of_headers(note: Note, row: tuple[str, str], column: str, language: str) -> Note:
    """The unit of one cell; `row` is its row's label and the label of its group.

    What the headers say goes before the table's note; ratios and per-share lines have no scale.
    """
    for header in (column, *row):
        own = _own_unit(header, language)
        if own is not None:
            return own
    for both in (column, _PRICED.sub("", row[0]), row[1]):
        if _SHARES_SURELY.search(both):
            return Note("shares", _share_power(note, language))
        if _PER_SHARE.search(both):
            return Note(note.unit if is_currency(note.unit) else _HOME[language], 0)
        if _PERCENT[language].search(both):
            return Note("percent", 0)
        if _SHARES.search(both) and not _MONEY.search(f"{both} {column}"):
            return Note("shares", _share_power(note, language))
    return note


# (In millions, except number of shares, which are reflected in thousands, and per-share amounts)
_SHARES_IN = re.compile(
    r"shares,? (?:which )?(?:are )?(?:reflected |shown |stated |expressed )?in (?P<scale>thousands|millions)",
    re.IGNORECASE,
)
# Remaining term (in years)
_LASTING = re.compile(r"(?:in )?(?P<unit>year|month|day)s", re.IGNORECASE)
_COUNTS = column("header_units", "unit")
_COUNTED = re.compile(rf"(?:{any_of(_COUNTS)})$", re.IGNORECASE)
# Cash dividends declared ($0.16 per share) is an amount, and its price an aside.
_PRICED = re.compile(r"[(（][^()（）]*[$¥￥][^()（）]*[)）]")
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
        return unit_word(coined["alone"]) if coined["alone"] else read_note(coined.group(), language)
    counted = _COUNTED.search(_IN_HEADER.sub("", header).strip())
    return Note(_COUNTS[counted.group().casefold()]) if counted else None
