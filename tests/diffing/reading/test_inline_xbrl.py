"""Facts of Inline XBRL: value, scale, sign, unit, period, dimensions, continuation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from diffing.figure import Period
from diffing.reading.inline_xbrl import Fact, read_facts
from diffing.reading.number_words import number_in_words

NAMES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
RESOURCES = """<ix:header><ix:resources>
<xbrli:context id="y"><xbrli:entity><xbrli:identifier>0001</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-12-31</xbrli:endDate></xbrli:period>
</xbrli:context>
<xbrli:context id="i"><xbrli:entity><xbrli:identifier>0001</xbrli:identifier><xbrli:segment>
<xbrldi:explicitMember dimension="a:Axis">a:Member</xbrldi:explicitMember></xbrli:segment></xbrli:entity>
<xbrli:period><xbrli:instant>2023-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="per"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header>"""


def _facts(body: str) -> tuple[Fact, ...]:
    return read_facts(f"<html {NAMES}><body>{RESOURCES}{body}</body></html>".encode())


def test_number() -> None:
    """The shown digits are scaled and signed, and keep unit, period and element."""
    (fact,) = _facts(
        '<p>(<ix:nonFraction id="f1" name="us-gaap:NetIncomeLoss" contextRef="y" unitRef="usd" decimals="-6" scale="6" '
        'sign="-" format="ixt:num-dot-decimal">1,234.5</ix:nonFraction>)</p>'
    )
    assert fact == Fact(
        concept="us-gaap:NetIncomeLoss",
        text="1,234.5",
        value=Decimal(-1234500000),
        unit="USD",
        decimals=-6,
        scale=6,
        period=Period(first=date(2023, 1, 1), last=date(2023, 12, 31)),
        entity="0001",
        element="f1",
    )


def test_dimensions_and_division() -> None:
    """An instant, a dimension and a unit per share are kept."""
    (fact,) = _facts('<ix:nonFraction name="a:B" contextRef="i" unitRef="per" decimals="INF">0.5</ix:nonFraction>')
    assert fact.period == Period(first=date(2023, 12, 31), last=date(2023, 12, 31), instant=True)
    assert (fact.dimensions, fact.unit, fact.decimals) == ((("a:Axis", "a:Member"),), "USD/shares", None)


def test_forms() -> None:
    """A dash is zero, words are numbers, commas may be decimal, nil is no value."""
    shown = (("ixt:fixed-zero", "—"), ("ixt:numwordsen", "three"), ("ixt:num-comma-decimal", "1.234,5"), ("", "n/a"))
    body = "".join(
        f'<ix:nonFraction name="a:B" contextRef="y" unitRef="usd" format="{form}">{text}</ix:nonFraction>'
        for form, text in shown
    )
    nil = '<ix:nonFraction name="a:B" contextRef="y" unitRef="usd" xsi:nil="true">5</ix:nonFraction>'
    assert [fact.value for fact in _facts(body + nil)] == [Decimal(0), Decimal(3), Decimal("1234.5"), None, None]


def test_continuation() -> None:
    """A text that goes on elsewhere is one text, even when the chain bites its tail."""
    (fact,) = _facts(
        '<ix:nonNumeric name="a:Text" contextRef="y" continuedAt="c">One</ix:nonNumeric>'
        '<ix:continuation id="c" continuedAt="c">two.</ix:continuation>'
    )
    assert fact.text == "One two."


def test_what_is_excluded_is_not_said() -> None:
    """A page number inside a note is no part of it, wherever the note goes on."""
    (fact,) = _facts(
        '<ix:nonNumeric name="a:Text" contextRef="y" continuedAt="c">One <b>fine <ix:exclude>12</ix:exclude>day</b>'
        '</ix:nonNumeric><ix:continuation id="c">and <ix:exclude>F-3</ix:exclude> two.</ix:continuation>'
    )
    assert fact.text == "One fine day and two."


def test_a_fact_in_a_fact() -> None:
    """The same number may be two facts, and a number a part of a text: each has its own value."""
    outer, inner, text, number = _facts(
        '<ix:nonFraction name="a:A" contextRef="y" unitRef="usd" scale="6"><ix:nonFraction name="a:B" contextRef="y" '
        'unitRef="usd" scale="3">12.5</ix:nonFraction></ix:nonFraction><ix:nonNumeric name="a:C" contextRef="y">Sold '
        '<ix:nonFraction name="a:D" contextRef="y" unitRef="usd">7</ix:nonFraction> units</ix:nonNumeric>'
    )
    assert (outer.value, inner.value, number.value) == (Decimal(12500000), Decimal(12500), Decimal(7))
    assert text.text == "Sold 7 units"


def test_hostile_scales_have_no_value() -> None:
    """A scale that no number has would fill the memory."""
    (fact,) = _facts('<ix:nonFraction name="a:B" contextRef="y" unitRef="usd" scale="99999999">1</ix:nonFraction>')
    assert fact.value is None


WORDS = {"no": 0, "None": 0, "twenty-five": 25, "one hundred and twenty": 120, "two million, five hundred": 2000500}


@pytest.mark.parametrize("said", WORDS)
def test_words_are_numbers(said: str) -> None:
    """The transformation ixt-sec:numwordsen, which covers and notes use."""
    assert number_in_words(said) == WORDS[said]


def test_other_words_are_no_numbers() -> None:
    """What is not a number in words has no value."""
    assert [number_in_words(said) for said in ("", "several", "one of us", "and")] == [None] * 4


def test_real_page(corpus: Path) -> None:
    """A real filing's facts all have a period, and its numbers a value or a reason not to."""
    facts = read_facts((corpus / "filings" / "sec" / "TSLA_10-K_FY2023_December31.html").read_bytes())
    numbers = [fact for fact in facts if fact.unit]
    assert len(numbers) > 1000
    assert all(fact.period for fact in numbers)
    revenue = [fact for fact in numbers if fact.concept == "us-gaap:Revenues" and not fact.dimensions]
    assert Decimal(96773000000) in {fact.value for fact in revenue}
