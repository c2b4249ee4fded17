"""Quantities: unit, scale, sign, qualifier and bounds of a number as filings write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffing import extracting
from diffing.extracting import Quantity


def only(text: str, language: str = "zh") -> Quantity:
    """The one quantity of `text`."""
    (found,) = extracting.quantities(text, language=language)
    return found


UNITS = [
    ("zh", "实现营业收入12.3亿元", "12.3亿元", "1230000000", "CNY"),
    ("zh", "人民币8亿元", "人民币8亿元", "800000000", "CNY"),
    ("zh", "HK$3.5亿元", "HK$3.5亿元", "350000000", "HKD"),
    ("zh", "提升2.5个百分点", "2.5个百分点", "2.5", "percentage_point"),
    ("zh", "上升18bp", "18bp", "18", "basis_point"),
    ("zh", "费率为万分之五", "万分之五", "0.05", "percent"),
    ("zh", "达0.5‰", "0.5‰", "0.05", "percent"),
    ("zh", "近七成", "七成", "70", "percent"),
    ("zh", "注册资本壹亿贰仟万元整", "壹亿贰仟万元整", "120000000", "CNY"),
    ("zh", "员工1,234人", "1,234人", "1234", "people"),
    ("zh", "共1.2亿股", "1.2亿股", "120000000", "shares"),
    ("zh", "覆盖57个国家和地区", "57个", "57", "count:国家和地区"),
    ("zh", "采用70亿参数", "70亿", "7000000000", "count:参数"),
    ("zh", "翻了两番", "翻了两番", "4", "multiple"),
    ("zh", "增长1.5倍", "1.5倍", "2.5", "multiple"),
    ("zh", "增长到1.5倍", "1.5倍", "1.5", "multiple"),
    ("en", "revenue of US$1.5 billion", "US$1.5 billion", "1500000000", "USD"),
    ("en", "rose 3.2 percent", "3.2 percent", "3.2", "percent"),
    ("en", "by 150 basis points", "150 basis points", "150", "basis_point"),
    ("en", "a charge of RMB 20 million", "RMB 20 million", "20000000", "CNY"),
    ("en", "about 1,200 employees", "1,200 employees", "1200", "people"),
]


@pytest.mark.parametrize(("language", "text", "span", "value", "unit"), UNITS)
def test_a_unit_is_read_with_its_number(language: str, text: str, span: str, value: str, unit: str) -> None:
    """The span covers currency, number, scale and unit; the value is in base units."""
    found = only(text, language)
    assert text[found.start : found.end] == span
    assert (found.value, found.unit) == (Decimal(value), unit)


BOUNDS = [
    ("超过3亿元", "over", "300000000", None, False, True),
    ("不低于3亿元", "at_least", "300000000", None, True, True),
    ("3亿元以上", "at_least", "300000000", None, True, True),
    ("不超过3亿元", "at_most", None, "300000000", True, True),
    ("3亿元以内", "at_most", None, "300000000", True, True),
    ("不满3亿元", "under", None, "300000000", True, False),
    ("1500余人", "over", "1500", "1600", False, False),
    ("1500余万元", "over", "15000000", "16000000", False, False),
    ("3亿余元", "over", "300000000", "400000000", False, False),
    ("超过56,000多名", "over", "56000", "57000", False, False),
    ("12.6亿元", "exact", "1255000000", "1265000000", True, True),
    ("上百亿元", "at_least", "10000000000", None, True, True),
    ("数十亿元", "order_of_magnitude", "1000000000", "10000000000", True, False),
]


@pytest.mark.parametrize(("text", "qualifier", "lower", "upper", "closed_below", "closed_above"), BOUNDS)
def test_words_open_and_close_the_bounds_of_a_number(
    text: str, qualifier: str, lower: str | None, upper: str | None, *, closed_below: bool, closed_above: bool
) -> None:
    """以上 and 以内 include the number, 超过 and 不满 exclude it; 余 is open at the last place."""
    found = only(text)
    assert found.qualifier == qualifier
    assert found.lower == (None if lower is None else Decimal(lower))
    assert found.upper == (None if upper is None else Decimal(upper))
    if lower is not None:
        assert found.lower_inclusive is closed_below
    if upper is not None:
        assert found.upper_inclusive is closed_above


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("4.50-4.65亿美元", "450000000", "465000000", "USD"),
        ("1-2万亿元", "1000000000000", "2000000000000", "CNY"),
        ("3-5千万元", "30000000", "50000000", "CNY"),
        ("4.50 亿美元至 4.65 亿美元", "450000000", "465000000", "USD"),
        ("5-20%", "5", "20", "percent"),
        ("70%-80%", "70", "80", "percent"),
        ("10～12.5亿元", "1000000000", "1250000000", "CNY"),
    ],
)
def test_a_range_has_its_scale_and_unit_on_either_end(text: str, low: str, high: str, unit: str) -> None:
    """What only the right end prints holds for the left end too."""
    found = only(text)
    assert (found.value, found.value_high, found.unit) == (Decimal(low), Decimal(high), unit)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    "text", ["净利润为(1,234.56)万元", "净利润为-1,234.56万元", "净利润为△1,234.56万元", "净利润为负1,234.56万元"]
)
def test_every_minus_is_the_same_minus(text: str) -> None:
    """Parentheses, △, 负 and a minus sign turn the sign once."""
    found = only(text)
    assert (found.value, found.sign, found.unit) == (Decimal("-12345600.00"), "-", "CNY")


def test_an_amount_for_ten_shares_is_counted_for_one() -> None:
    """每10股派2元 is 0.2 for each share."""
    found = only("每10股派发现金红利2.00元")
    assert (found.value, found.per, found.decimals) == (Decimal("0.2"), "股", 3)


@pytest.mark.parametrize(
    "text",
    [
        "2024年5月8日16:00-17:00",
        "证券代码：300999",
        "公告编号：2024-001",
        "第三条",
        "GPT-4 与 LLaMA-2-13B",
        "“星海 3.0”",
        "前五名客户",
        "1、概述",
    ],
)
def test_codes_dates_names_and_indexes_are_no_quantities(text: str) -> None:
    """A number that only names something is no figure."""
    assert extracting.quantities(text, language="zh") == ()


@pytest.mark.parametrize(
    "text", ["（货币单位：人民币百万元）", "以百万元计", "人民币千元", "人民幣百萬元", "金额单位为百万元"]
)
def test_a_note_of_scale_is_no_quantity(text: str) -> None:
    """A scale word with its currency only says how the amounts are counted."""
    assert extracting.quantities(text, language="zh") == ()


def test_the_scale_of_a_number_is_that_of_all_its_scale_words() -> None:
    """3百万 is 3 in millions, 1.2万亿 is 1.2 in 10 to the 12th."""
    assert [(only(text).numeral, only(text).scale) for text in ("3百万元", "1.2万亿元")] == [("3", 6), ("1.2", 12)]


@pytest.mark.parametrize(
    "text", ["See Note 15.", "Form 10-K", "Item 7 of Part II", "in fiscal 2023", "on January 28, 2024"]
)
def test_english_references_and_dates_are_no_quantities(text: str) -> None:
    """Notes, forms, items and dates count nothing."""
    assert extracting.quantities(text, language="en") == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789,.%-()亿万元余多超过第一二三年月日 $¥\u0301\u202e\ud800", max_size=120))
def test_any_text_is_read_without_an_error_and_spans_lie_inside(text: str) -> None:
    """Whatever the text, spans are ordered and inside it, and bounds are a true interval."""
    for language in ("zh", "en"):
        at = 0
        for found in extracting.quantities(text, language=language):
            assert 0 <= found.left <= found.start < found.end <= found.right <= len(text)
            assert found.start >= at
            at = found.end
            if found.lower is not None and found.upper is not None:
                assert found.lower <= found.upper


@pytest.mark.parametrize("text", ["9" * 200_000, "(" * 100_000 + ")" * 100_000, "万亿" * 100_000, "e\u0301" * 50_000])
def test_text_built_to_hurt_yields_nothing(text: str) -> None:
    """Endless digits, parentheses and scale words are no figure out of thin air."""
    for language in ("zh", "en"):
        assert extracting.quantities(text, language=language) == ()


@pytest.mark.parametrize("text", ["1~2~3~4", "1-2-3-4-5", "批次 12-34-56-78 合格"])
def test_many_numbers_joined_are_a_code(text: str) -> None:
    """A range has two ends."""
    assert not extracting.quantities(text, language="zh")
