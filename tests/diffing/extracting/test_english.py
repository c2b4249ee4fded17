"""English figures: the phrase before the verb, fiscal years, and tables that speak in notes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import diffing
from diffing import extracting
from diffing.document import Document
from diffing.extracting.fiscal import fiscal_calendar
from diffing.figure import Figure, Period, Role

PAGE = """<html lang="en"><body><h1>Blue Whale Corp Annual Report on Form 10-K</h1>
<p>For the fiscal year ended {end}</p>{body}</body></html>"""


def document(body: str, end: str = "December 31, 2023") -> Document:
    """An annual report of a fictional filer."""
    return diffing.read(PAGE.format(end=end, body=body).encode(), name="report.html")


def figures(text: str) -> dict[str, Figure]:
    """The figures of one paragraph by what they print."""
    return {figure.text: figure for figure in extracting.figures(document(f"<p>{text}</p>"))}


def test_a_figure_is_named_by_the_phrase_before_its_verb() -> None:
    """The date between name and verb is the period, not a part of the name."""
    found = figures("Data Center revenue for fiscal year 2023 was $47.5 billion, up 21% from fiscal year 2022.")
    level, change = found["$47.5 billion"], found["21%"]
    assert (level.metric, level.value) == ("Data Center revenue", Decimal(47500000000))
    assert str(level.period) == "2023-01-01/2023-12-31"
    assert (change.metric, change.role) == ("Data Center revenue", Role.CHANGE)
    assert change.comparison is not None
    assert change.comparison.type == "yoy"


def test_respectively_pairs_figures_with_their_years() -> None:
    """As many figures as years in a row: the first has the first."""
    found = figures("Operating income was $93.7 million and $88.1 million in 2023 and 2022, respectively.")
    assert str(found["$93.7 million"].period) == "2023-01-01/2023-12-31"
    assert str(found["$88.1 million"].period) == "2022-01-01/2022-12-31"
    assert found["$88.1 million"].metric == "Operating income"


def test_a_change_said_twice_falls_twice() -> None:
    """Decreased by $5 million, or 12%: both are negative."""
    found = figures("Interest expense decreased by $5 million, or 12%.")
    assert found["$5 million"].value == Decimal(-5000000)
    assert found["12%"].value == Decimal(-12)


def test_a_share_of_revenue_is_not_revenue() -> None:
    """13% of total revenue has no concept of its own."""
    found = figures("One customer represented 13% of total revenue.")
    assert (found["13%"].metric, found["13%"].concept) == ("share of revenue", "")


def test_fiscal_years_end_on_the_days_the_document_prints() -> None:
    """A year of 52 or 53 weeks begins on the day after the one before it ended."""
    text = "Fiscal 2023 ended January 28, 2024. Fiscal 2022 ended January 29, 2023; the one before January 30, 2022."
    report = Period(first=date(2023, 1, 30), last=date(2024, 1, 28))
    years = fiscal_calendar(text, report).years
    assert (years[2023].first, years[2023].last) == (date(2023, 1, 30), date(2024, 1, 28))
    assert (years[2022].first, years[2022].last) == (date(2022, 1, 31), date(2023, 1, 29))


QUARTERLY = """<html lang="en"><body><h1>Blue Whale Corp Form 10-Q</h1>
<p>For the quarterly period ended June 29, 2024</p>
<p>Costs for the three months ended June 29, 2024 were $1 million, after $2 million for the nine months ended
June 29, 2024. {body}</p>
<p>{weeks}The balance sheet as of September 30, 2023 and that as of September 24, 2022.</p></body></html>"""


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Net sales were $7 million in the third quarter of 2024.", "2024-03-31/2024-06-29"),
        ("Net sales were $7 million in the first nine months of 2024.", "2023-10-01/2024-06-29"),
        ("Net sales were $7 million in the third quarter of 2023.", "2023-04-02/2023-07-01"),
        ("Net sales were $7 million in the first nine months of 2023.", "2022-09-25/2023-07-01"),
        ("Net sales for the nine months ended July 1, 2023 were $7 million.", "2022-09-25/2023-07-01"),
        ("Net sales were $7 million in fiscal 2023.", "2022-09-25/2023-09-30"),
        ("Net sales were $7 million in 2023.", "2023-01-01/2023-12-31"),
        (
            "References to particular years or quarters refer to the fiscal years. Net sales were $7 million in 2023.",
            "2022-09-25/2023-09-30",
        ),
        (
            "Sales in the third quarter of fiscal 2024 fell. Gas cost $7 million in the third quarter of 2023.",
            "2023-07-01/2023-09-30",
        ),
    ],
)
def test_a_quarterly_report_tells_when_its_year_ends(text: str, period: str) -> None:
    """Nine months that end on the report's last day are three quarters: the year ends thirteen weeks later."""
    weeks = "The year is of 52 or 53 weeks, each year a 53-week period or less. "
    read = diffing.read(QUARTERLY.format(body=text, weeks=weeks).encode(), name="report.html")
    (figure,) = (one for one in extracting.figures(read) if one.text == "$7 million")
    assert str(figure.period) == period


def test_a_year_that_ends_on_a_last_weekday_is_dated_by_it() -> None:
    """A longer year that the document prints no day of is found by the rule."""
    weeks = "The year is the 52- or 53-week period that ends on the last Saturday of September. "
    page = QUARTERLY.replace("June 29, 2024", "June 28, 2025").replace("September 30, 2023", "September 28, 2024")
    text = "Net sales were $7 million for the nine months ended June 29, 2024."
    read = diffing.read(page.format(body=text, weeks=weeks).encode(), name="report.html")
    (figure,) = (one for one in extracting.figures(read) if one.text == "$7 million")
    assert str(figure.period) == "2023-10-01/2024-06-29"


def test_quarters_of_months_end_with_their_months() -> None:
    """Six months ended December 31 are half of a year that ends in June."""
    page = QUARTERLY.replace("June 29, 2024", "December 31, 2024").replace("nine", "six").replace("September", "March")
    text = "Net sales were $7 million in the second quarter of fiscal 2025."
    read = diffing.read(page.format(body=text, weeks="").encode(), name="report.html")
    (figure,) = (one for one in extracting.figures(read) if one.text == "$7 million")
    assert str(figure.period) == "2024-10-01/2024-12-31"


@pytest.mark.parametrize(("months", "end"), [("nine", "September 30, 2024"), ("six", "June 28, 2024")])
def test_a_year_that_ends_with_december_is_the_calendar_year(months: str, end: str) -> None:
    """Also where the quarters are of weeks, and the year is not."""
    page = QUARTERLY.replace("June 29, 2024", end).replace("nine", months)
    text = "Net sales were $7 million in the second quarter of 2024."
    read = diffing.read(page.format(body=text, weeks="").encode(), name="report.html")
    (figure,) = (one for one in extracting.figures(read) if one.text == "$7 million")
    assert str(figure.period) == "2024-04-01/2024-06-30"


def test_rows_between_two_balances_tell_of_the_time_between() -> None:
    """A statement of equity has no column of dates; its balances have."""
    rows = "".join(
        f"<tr><td>{label}</td><td>{number}</td></tr>"
        for label, number in (
            ("Balances, December 31, 2021", "100"),
            ("Net income", "20"),
            ("Balances, December 31, 2022", "120"),
            ("Net income", "30"),
            ("Balances, December 31, 2023", "150"),
        )
    )
    read = document(f"<p>(In millions)</p><table><tr><th></th><th>Retained Earnings</th></tr>{rows}</table>")
    found = {figure.numeral: figure for figure in extracting.figures(read) if figure.table}
    assert str(found["20"].period) == "2022-01-01/2022-12-31"
    assert str(found["30"].period) == "2023-01-01/2023-12-31"
    assert (str(found["150"].period), found["150"].value) == ("2023-12-31", Decimal(150000000))


def test_notes_due_are_amounts_and_their_coupon_is_no_unit() -> None:
    """3.90% Senior notes due 2047 names a debt: its amounts are dollars, at the end of the period."""
    row = "<tr><td>3.90% Senior notes due June 2047</td><td>1,150</td></tr>"
    read = document(f"<p>(In millions)</p><table><tr><th></th><th>Principal Amount</th></tr>{row}</table>")
    (figure,) = (one for one in extracting.figures(read) if one.table)
    assert (figure.value, figure.unit, str(figure.period)) == (Decimal(1150000000), "USD", "2023-12-31")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "Revenue for the years ended December 31, 2023 and 2022 was $4.9 billion and $4.7 billion.",
            ["2023-01-01/2023-12-31", "2022-01-01/2022-12-31"],
        ),
        (
            "Costs for the three months ended June 30, 2023 and 2022 was $4.9 billion and $4.7 billion, respectively.",
            ["2023-04-01/2023-06-30", "2022-04-01/2022-06-30"],
        ),
        (
            "Costs were $4.9 billion and $4.7 billion in 2023 and 2022.",
            ["2023-01-01/2023-12-31", "2022-01-01/2022-12-31"],
        ),
    ],
)
def test_as_many_amounts_as_periods_have_one_each(text: str, periods: list[str]) -> None:
    """With or without "respectively", each amount has the period in its place."""
    found = figures(text)
    assert [str(found[one].period) for one in ("$4.9 billion", "$4.7 billion")] == periods


@pytest.mark.parametrize(
    ("text", "value", "high"),
    [
        ("€350m", "350000000", None),
        ("€3,84 billion", "3840000000", None),
        ("up to $0.8 to $1.0 million", "800000", "1000000"),
        ("$500 to $1 million", "500", "1000000"),
        ("more than 100 trademarks", "100", None),
    ],
)
def test_amounts_as_europeans_and_ranges_print_them(text: str, value: str, high: str | None) -> None:
    """The m after money is a million, a decimal comma is one, and the scale of a range holds for both ends."""
    (found,) = extracting.quantities(text, language="en")
    assert (found.value, found.value_high) == (Decimal(value), None if high is None else Decimal(high))


def test_an_amount_per_diluted_share_is_per_share() -> None:
    """Whatever kind of share it is, the amount is for one of them."""
    found = figures("Net earnings were $15.1 billion, or $15.11 per diluted share.")
    assert (found["$15.1 billion"].per, found["$15.11"].per) == (None, "share")


@pytest.mark.parametrize(
    "text",
    [
        "ITEM 1B. UNRESOLVED STAFF COMMENTS",
        "Sales grew during the first nine months of 2023.",
        "the Act of 1934 applies",
    ],
)
def test_items_spans_and_acts_are_no_figures(text: str) -> None:
    """An item in capitals is a reference, nine months of a year are a time, and the year of an act is a name."""
    assert extracting.quantities(text, language="en") == ()


def test_the_year_of_an_act_dates_nothing() -> None:
    """Section 13 of the Exchange Act of 1934 is no time, the first nine months of 2023 are one."""
    texts = ("the Securities Exchange Act of 1934", "the first nine months of 2023")
    found = [extracting.periods(text, reference=date(2024, 1, 1), language="en") for text in texts]
    assert [[(one.first, one.last) for one in each] for each in found] == [[], [(date(2023, 1, 1), date(2023, 9, 30))]]


@pytest.mark.parametrize(
    ("text", "printed", "metric"),
    [
        ("There was $319.5 million of Commercial Paper outstanding.", "$319.5 million", "Commercial Paper outstanding"),
        ("The gross cost of vehicles as of December 31, 2023 was $7 billion.", "$7 billion", "gross cost of vehicles"),
        ("The vesting period is generally four years for options.", "four years", "vesting period"),
        ("Losses are capped at $100 million.", "$100 million", "Losses"),
        ("There were approximately 1,567,000 options.", "approximately 1,567,000 options", "options"),
    ],
)
def test_words_that_only_lead_to_a_figure_do_not_name_it(text: str, printed: str, metric: str) -> None:
    """There was, capped at, as of, and what a span of time is for."""
    assert figures(text)[printed].metric == metric


def test_a_long_phrase_is_not_cut_inside_a_word() -> None:
    """What is too long loses whole words at its beginning."""
    text = "Balances of Harpoon instalment notes receivable from customers, net of allowance for expected credit losses"
    metric = figures(f"{text.replace(',', '')}, was $266 million.")["$266 million"].metric
    assert metric.split()[0] in text.replace(",", "").split()


def test_the_year_in_a_name_is_no_period() -> None:
    """The 2017 Credit Facility may be drawn in any year."""
    text = "As of December 31, 2023, we owed $723 million under the 2017 Credit Facility and our 2024 Senior Notes."
    found = figures(text)
    assert list(found) == ["$723 million"]
    assert str(found["$723 million"].period) == "2023-12-31"


def test_the_year_ended_day_first_is_a_span() -> None:
    """European filings write the day before the month."""
    found = figures("Total revenue for the year ended 31 December 2023 was $49.6 million.")["$49.6 million"]
    assert (found.metric, str(found.period)) == ("Total revenue", "2023-01-01/2023-12-31")


def test_a_minus_sign_may_stand_after_the_currency() -> None:
    """$-22.1 million is money, and negative."""
    found = figures("Financing income was $-22.1 million.")
    assert [(one.value, one.unit) for one in found.values()] == [(Decimal(-22100000), "USD")]
