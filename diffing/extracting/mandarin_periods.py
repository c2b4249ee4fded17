"""How Chinese filings say when: 2023年度, 1-6月, 截至2023年末, 第四季度, 同年9月, 上年同期, 二〇二四年四月二十三日."""

from __future__ import annotations

import re
from collections.abc import Callable

from diffing.extracting import calendar
from diffing.extracting.calendar import Context
from diffing.extracting.chinese import digits_value, read_amount
from diffing.extracting.lexicon import words
from diffing.figure import Period

_GAP = "[ \n]{0,2}"
# 08年 is a year, 12年 one only before 末, 上半年, 计划 and their like or after 较, 比, 于.
_TWO_DIGITS = (
    r"(?<![\d.,])(?:0\d(?=年)|[1-4]\d(?=年(?:年?[末底初]|[上下]半年|中期|计划|第?[一二三四]季|全年|(?:1[0-2]|[1-9])月))"
    r"|(?<=[较比于])[1-4]\d(?=年(?![以内期来后前间多余左时限])))"
)
_Y = rf"(?:(?<![\d.,])(?:19|20|21)\d{{2}}|[一二][九〇零○][〇零○一二三四五六七八九]{{2}}|{_TWO_DIGITS})"
_M = r"(?:1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9](?!\d)|三十一?|[二]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_Q = r"[一二三四1-4]"
_TO = rf"{_GAP}[-–—~～至到]{_GAP}"
_YEAR_DIGITS, _CENTURY = 4, 100
_SHORT_Y = r"(?<![\d.,])\d{2}"


def _number(printed: str) -> int:
    """An Arabic or Chinese numeral of a date."""
    if printed.isdigit() and printed.isascii():
        return int(printed)
    if len(printed) == _YEAR_DIGITS:
        return int(digits_value(printed))
    amount = read_amount(printed)
    return int(amount.value) if amount else 0


def _year(printed: str | None, context: Context) -> int:
    if not printed:
        return context.named_year()
    year = _number(printed)
    return year + 2000 if year < _CENTURY else year


def _whole(match: re.Match[str], context: Context) -> Period | None:
    return calendar.whole_year(_year(match["y"], context))


def _day(match: re.Match[str], context: Context) -> Period | None:
    year = _year(match.groupdict().get("y"), context)
    return calendar.day(year, _number(match["m"]), _number(match["d"]))


def _month(match: re.Match[str], context: Context) -> Period | None:
    number = _number(match["m"])
    return calendar.months(_year(match.groupdict().get("y"), context), number, number)


def _month_end(match: re.Match[str], context: Context) -> Period | None:
    return calendar.end_of(_month(match, context))


def _months(match: re.Match[str], context: Context) -> Period | None:
    return calendar.months(_year(match.groupdict().get("y"), context), _number(match["m"]), _number(match["n"]))


def _quarter(match: re.Match[str], context: Context) -> Period | None:
    return calendar.quarter(_year(match.groupdict().get("y"), context), _number(match["q"]))


def _quarter_end(match: re.Match[str], context: Context) -> Period | None:
    return calendar.end_of(_quarter(match, context))


def _first_quarters(match: re.Match[str], context: Context) -> Period | None:
    return calendar.months(_year(match["y"], context), 1, 3 * _number(match["q"]))


def _first_half(match: re.Match[str], context: Context) -> Period | None:
    return calendar.months(_year(match["y"], context), 1, 6)


def _second_half(match: re.Match[str], context: Context) -> Period | None:
    return calendar.months(_year(match["y"], context), 7, 12)


def _half_end(match: re.Match[str], context: Context) -> Period | None:
    return calendar.end_of(_first_half(match, context))


def _year_end(match: re.Match[str], context: Context) -> Period | None:
    return calendar.end_of(_whole(match, context))


def _year_start(match: re.Match[str], context: Context) -> Period | None:
    return calendar.day(_year(match["y"], context), 1, 1)


def _years(match: re.Match[str], context: Context) -> Period | None:
    first, last = (calendar.whole_year(_year(match[name], context)) for name in "yz")
    return calendar.joined(first, last) if first and last else None


def _after_before(match: re.Match[str], context: Context) -> Period | None:
    last = calendar.whole_year(_year(match["z"], context) - 1)
    first = calendar.whole_year(_year(match["y"], context))
    return calendar.joined(first, last) if first and last else None


def _until(match: re.Match[str], context: Context) -> Period | None:
    last = _day(match, context)
    return calendar.ended(last.last, _number(match["l"]) if match["l"] else calendar.MONTHS) if last else None


_YEAR = rf"(?P<y>{_Y}){_GAP}"
_ANY_YEAR = rf"(?:(?P<y>{_Y}){_GAP}(?:年|财年|年度)?{_GAP}|(?:同年|当年){_GAP}(?P<same>))?"

# Each form as filings print it, an example beside it; the first that matches at a place is taken.
FORMS: tuple[tuple[str, str, Callable[[re.Match[str], Context], Period | None]], ...] = (
    # 2010年之后2018年之前
    ("between", rf"{_YEAR}年(?:之后|以后)(?P<z>{_Y})年(?:之前|以前)", _after_before),
    # 截至2025年12月31日止年度, 截至二零二五年六月三十日止六個月: the span that ends on the day
    (
        "until",
        (
            rf"{_YEAR}年{_GAP}(?P<m>{_M}){_GAP}月{_GAP}(?P<d>{_D}){_GAP}日{_GAP}止"
            rf"(?:{_GAP}(?P<l>十[二八]|[三六九]|3|6|9|12)?{_GAP}[个個]月(?:期[间間])?|(?:财政|財政)?年度)"
        ),
        _until,
    ),
    # 2024年4月17日, 二〇二四年四月二十三日, 2024-04-17
    ("day", rf"{_YEAR}年{_GAP}(?P<m>{_M}){_GAP}月{_GAP}(?P<d>{_D})(?:{_GAP}[日号]|(?![\d日号个家万亿年月-]))", _day),
    (
        "iso",
        r"(?P<y>(?<![\d.,])(?:19|20)\d{2})(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.,]\d|\d)",
        _day,
    ),
    # 2023年1-6月, 2024年1月至3月
    (
        "months",
        rf"{_YEAR}年{_GAP}(?P<m>{_M}){_GAP}月?份?{_TO}(?P<n>{_M}){_GAP}月份?(?!{_GAP}{_D}{_GAP}[日号])",
        _months,
    ),
    # 2024年第一季度末, 2023年四季度
    ("quarterend", rf"{_ANY_YEAR}第?{_GAP}(?P<q>{_Q}){_GAP}季度?末", _quarter_end),
    ("quarter", rf"{_ANY_YEAR}第?{_GAP}(?P<q>{_Q}){_GAP}季[度报]", _quarter),
    ("latinquarter", rf"(?P<y>{_Y}|{_SHORT_Y}){_GAP}年?{_GAP}[Qq](?P<q>[1-4])(?![A-Za-z\d])", _quarter),
    ("quarterlatin", rf"(?<![A-Za-z\d])[Qq](?P<q>[1-4]) ?(?:FY)?(?P<y>{_Y})", _quarter),
    ("shortquarter", r"(?<![A-Za-z\d])(?P<q>[1-4])Q(?P<y>(?:20)?\d{2})(?!\d)", _quarter),
    ("quarters", rf"{_ANY_YEAR}前{_GAP}(?P<q>[二三两23]){_GAP}个?季度", _first_quarters),
    # 2023年上半年, 2023年半年度, 1H24
    ("halfend", rf"{_YEAR}年{_GAP}(?:半年度末|6{_GAP}月末|上半年末)", _half_end),
    ("half", rf"{_YEAR}年?{_GAP}(?:上半年|半年度|中期)", _first_half),
    ("secondhalf", rf"{_YEAR}年?{_GAP}下半年", _second_half),
    ("latinhalf", r"(?<![A-Za-z\d])(?:1H|H1) ?(?P<y>(?:20)?\d{2})(?!\d)", _first_half),
    # 2023年6月末, 2023年12月
    ("monthend", rf"{_YEAR}年{_GAP}(?P<m>{_M}){_GAP}月份?{_GAP}[末底]", _month_end),
    ("month", rf"{_YEAR}年{_GAP}(?P<m>{_M}){_GAP}月(?:份)?", _month),
    ("samemonth", rf"(?:同年|当年){_GAP}(?P<m>{_M}){_GAP}月份?(?!{_GAP}{_D}{_GAP}[日号])", _month),
    ("sameday", rf"(?:同年|当年){_GAP}(?P<m>{_M}){_GAP}月{_GAP}(?P<d>{_D}){_GAP}[日号]", _day),
    # 2023年末, 2023年度末, 2023年年底
    ("yearend", rf"{_YEAR}年{_GAP}(?:年?[末底]|度末)", _year_end),
    ("yearstart", rf"{_YEAR}年{_GAP}年?初", _year_start),
    # 2021年至2023年, 2021-2023年度
    ("years", rf"{_YEAR}(?:年度?)?{_TO}(?P<z>{_Y}){_GAP}年度?(?!{_GAP}{_M}{_GAP}月)", _years),
    # 2023年度, 2023年, FY2023, 2023 度
    ("year", rf"{_YEAR}(?:年度|财年|年全年|年|度)", _whole),
    ("fiscal", rf"FY{_GAP}(?P<y>{_Y}|\d{{2}})(?!\d)", _whole),
    # 12月1日, 1-6月, 4月份, 第四季度: the year is that of the text
    ("monthday", rf"(?<!\d)(?<!\d[.])(?P<m>{_M}){_GAP}月{_GAP}(?P<d>{_D}){_GAP}[日号]", _day),
    ("monthsalone", rf"(?<![\d.])(?P<m>{_M}){_GAP}月?份?{_TO}(?P<n>{_M}){_GAP}月份?", _months),
    ("monthalone", rf"(?<![\d.个几数])(?P<m>{_M}){_GAP}月(?:份|(?=[，,、；;。\s至到-]|末|底|中旬|[上下]旬|$))", _month),
)
# The rest of a range whose year, or year and month, were said at its beginning: 到十二日, 至6月30日.
TAILS: tuple[tuple[str, Callable[[re.Match[str], Context], Period | None]], ...] = (
    (rf"(?P<m>{_M}){_GAP}月{_GAP}(?P<d>{_D}){_GAP}[日号]", _day),
    (rf"(?P<m>{_M}){_GAP}月份?", _month),
)
# What these forms may begin with beside a digit: 二〇二四年, 第四季度, 十二月, 十到十二月, 同年, 前三季度, FY2023.
LEADS = (
    rf"[QqFH]|[一二][九〇零○]|第?{_GAP}{_Q}{_GAP}季|[一二三四五六七八九十]{{1,2}}{_GAP}[月\-–—~～至到]|[同当]年"
    rf"|前{_GAP}[二三两23]"
)
_FIRST_SIGNS = {word[0] for word in words("relative_periods", language="zh")}
BEGINS = rf"(?=[\d一二三四五六七八九十第前同当QqFH{''.join(sorted(_FIRST_SIGNS))}])"
TAIL_DAY = rf"(?P<d>{_D}){_GAP}[日号]"
TO = _TO
FROM = re.compile(r"[从自由]" + _GAP + "$")


def tail_day(match: re.Match[str], context: Context) -> Period | None:
    """The day that ends a range whose year and month were said at its beginning."""
    if context.year is None or context.month is None:
        return None
    return calendar.day(context.year, context.month, _number(match["d"]))
