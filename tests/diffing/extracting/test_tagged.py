"""Figures that a filing tags itself: concept, value, unit and period are the tag's."""

from __future__ import annotations

from decimal import Decimal

import diffing
from diffing import extracting
from diffing.figure import PeriodSource

PAGE = """<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"><body>
<div style="display:none"><ix:header><ix:resources>
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier><xbrli:segment>
<xbrldi:explicitMember dimension="srt:ProductAxis">blue:RobotsMember</xbrldi:explicitMember></xbrli:segment>
</xbrli:entity><xbrli:period><xbrli:startDate>2022-10-02</xbrli:startDate><xbrli:endDate>2023-09-30</xbrli:endDate>
</xbrli:period></xbrli:context>
<xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="p"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div>
<p>Blue Whale Inc. Annual Report</p>
<p>In the year, net sales of   robots were $<ix:nonFraction id="f1" name="us-gaap:Revenues" contextRef="c" unitRef="u"
 decimals="-5" scale="6">4,920.1</ix:nonFraction> million, and the margin was <ix:nonFraction id="f2"
 name="blue:Margin" contextRef="c" unitRef="p" decimals="3" scale="-2">12.5</ix:nonFraction>%.</p>
<p>Costs were $3,100.2 million.</p>
</body></html>"""


def test_a_tagged_number_has_what_its_tag_says() -> None:
    """The tag gives the local name of the concept, the exact span of time, the decimals and the dimensions."""
    document = diffing.read(PAGE.encode(), name="page.html")
    sales, margin, costs = extracting.figures(document)
    assert (sales.concept, sales.value, sales.unit, sales.decimals) == ("Revenues", Decimal(4920100000), "USD", -5)
    assert str(sales.period) == "2022-10-02/2023-09-30"
    assert (sales.period_source, sales.confidence) == (PeriodSource.EXPLICIT, 1.0)
    assert sales.dimensions == (("ProductAxis", "RobotsMember"),)
    assert (margin.concept, margin.value, margin.unit, margin.decimals) == ("Margin", Decimal("12.5"), "percent", 1)
    assert costs.concept != "Revenues"


def test_a_sentence_keeps_the_sign_of_its_words() -> None:
    """A filer tags the same words one year as sales, the next as a loss below nothing: the words have not turned."""
    turned = PAGE.replace('name="us-gaap:Revenues"', 'name="us-gaap:Revenues" sign="-"')
    sales = extracting.figures(diffing.read(turned.encode(), name="page.html"))[0]
    assert (sales.value, sales.sign, sales.concept) == (Decimal(4920100000), "+", "Revenues")


def test_the_tag_stands_where_its_digits_are() -> None:
    """White space that the page runs together does not move a tag."""
    document = diffing.read(PAGE.encode(), name="page.html")
    assert [document.text[fact.start : fact.end] for fact in document.facts] == ["4,920.1", "12.5"]


def test_an_untagged_number_in_a_tagged_table_is_that_of_a_footnote() -> None:
    """Behind 257 stands a cell with the number of its footnote; a count in a table without tags is a figure."""
    row = (
        '<tr><td>{name}</td><td><ix:nonFraction id="{name}" name="us-gaap:Revenues" contextRef="c" unitRef="u" '
        'decimals="-6" scale="6">{value}</ix:nonFraction></td><td>{note}</td></tr>'
    )
    rows = "".join(
        row.format(name=name, value=value, note=note)
        for name, value, note in (("Robots", "257", "4"), ("Buoys", "509", ""), ("Sonar", "82", "7"))
    )
    plain = "<tr><th>Port</th><th>Cranes</th></tr><tr><td>Merrow</td><td>4</td></tr><tr><td>Tern</td><td>12</td></tr>"
    tagged = f"<p>In millions:</p><table><tr><th></th><th>2023</th><th></th></tr>{rows}</table>"
    page = PAGE.replace("<p>Costs", f"{tagged}<p>Cranes:</p><table>{plain}</table><p>Costs")
    figures = extracting.figures(diffing.read(page.encode(), name="page.html"))
    assert [figure.text for figure in figures if figure.table] == ["257", "509", "82", "4", "12"]
