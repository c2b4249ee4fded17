"""Whether a row of a table stands at one moment or happens in the course of a period, and the period it has then."""

from __future__ import annotations

import re

from diffing.extracting import calendar
from diffing.extracting.periods import Dated
from diffing.extracting.prose import Story
from diffing.figure import Period

AT_START = re.compile(
    r"\bbeginning of (?:the )?(?:fiscal )?(?:year|period)|\bbeginning balances?\b|期初|年初", re.IGNORECASE
)
_AT_END = re.compile(r"\bend of (?:the )?(?:fiscal )?(?:year|period)|\bending balances?\b|期末|年末", re.IGNORECASE)
BALANCE = re.compile(r"^(?:balances?|outstanding|nonvested|unvested|vested and|exercisable|余额)\b", re.IGNORECASE)
STOCK = re.compile(
    r"^(?:total (?:assets|liabilities|equity|stockholders|shareholders|shareowners|current (?:assets|liabilities)"
    r"|debt)|(?:资产|负债"
    r"|所有者权益|股东权益)(?:总计|合计|总额)|total (?:(?!income|loss|profit).)*\bequity\b"
    r"|(?:restricted )?cash(?:,| and) cash equivalents"
    r"|restricted cash|identifiable (?:operating )?assets|funded status|property, plant and equipment[ ,-]+net)",
    re.IGNORECASE,
)
STANDING = re.compile(
    r"carrying|fair value|outstanding|principal|face amount|exercisable|balance|difference|账面|余额", re.IGNORECASE
)
# What happens in the course of a period, whatever day its column is headed with.
_FLOW = re.compile(
    r"^(?:increases?|decreases?|additions|settlements|lapse|purchases?|proceeds|payments?|issuance|change in"
    r"|net cash|repayments?|depreciation"
    r"|acquisition(?!-related)|gains?|loss|net income|retirement|vesting|granted|vested(?! and)|canceled|cash dividends"
    r"|stock-based)\b"
    # 本年摊销, 本期增加: what was done in the year whose last day heads the column.
    r"|[本][年期](?:度)?(?:增加|减少|摊销|计提|转回|核销|转出|转入|收回|发生|处置|支付|购[置入])"
    r"|现金流",
    re.IGNORECASE,
)
_FLOWS = re.compile(r"cash flows|现金流量", re.IGNORECASE)
_DAYS_OF_A_MONTH = 30.4


def fitting(found: Dated, label: str, above: str, story: Story) -> Period:
    """The period as the row's words need it: an instant for a balance, a span for what happens in its course."""
    period = found.period
    if not found.instant:
        if AT_START.search(label):
            return calendar.start_of(period) or period
        stands = _AT_END.search(label) or (STOCK.match(label) and found.form in {"year", "fiscal", "ended"})
        return (calendar.end_of(period) or period) if stands else period
    if AT_START.search(label) and not found.relative:
        return calendar.start_of(_year_to(found, story)) or period
    if (_FLOWS.search(above) and not _AT_END.search(label)) or _FLOW.match(label):
        return _year_to(found, story)
    return period


def _year_to(found: Dated, story: Story) -> Period:
    """The span of the report's length that ends on a day."""
    report = story.context.report
    months = 12 if report is None else round((report.last - report.first).days / _DAYS_OF_A_MONTH)
    known = next((one for one in story.context.fiscal.values() if one.last == found.last), None)
    return known if known is not None and months == calendar.MONTHS else calendar.ended(found.last, max(months, 1))
