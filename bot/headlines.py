"""Which figures an alert lists first: those of its gravest changes, then those that people look for first.

Concepts are those of our lexicon and, in filings with inline XBRL, those of the taxonomies that tag them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.rendering.figure_views import FigureView
from bot.rendering.views import ChangeView
from diffing.change import Side

# One line per figure, in the order of an income statement, then cash, then the balance sheet.
_LINES = (
    ("TotalOperatingRevenue",),
    ("Revenue", "Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax", "SalesRevenueNet"),
    ("GrossProfit",),
    ("OperatingProfit", "OperatingIncomeLoss", "ProfitLossFromOperatingActivities"),
    ("ProfitLoss", "NetIncomeLoss"),
    ("ProfitAttributableToOwnersOfParent", "ProfitLossAttributableToOwnersOfParent"),
    ("AdjustedProfitAttributableToOwners",),
    ("BasicEarningsPerShare", "EarningsPerShare", "EarningsPerShareBasic", "BasicEarningsLossPerShare"),
    ("DilutedEarningsPerShare", "EarningsPerShareDiluted", "DilutedEarningsLossPerShare"),
    ("CashFlowsFromOperatingActivities", "NetCashProvidedByUsedInOperatingActivities"),
    ("CashDividends", "CommonStockDividendsPerShareDeclared"),
    ("Assets",),
    ("Equity", "EquityAttributableToOwnersOfParent", "StockholdersEquity"),
)
_PLACES = {concept: place for place, line in enumerate(_LINES) for concept in line}


# A year of 53 weeks, with some days to spare.
_YEAR = timedelta(days=380)
# A quarter is no year; years of 52 and of 53 weeks are both one.
_MOST = 0.9
# So many figures of grave changes come before all others, so that there is room for what people look for.
_GRAVE = 4


def in_order(gravest: Sequence[ChangeView], changes: Sequence[ChangeView], new: Side) -> tuple[FigureView, ...]:
    """The figures of all changes that the new document states, each once, in the order to list them.

    One that moved comes before one that reads as it did.
    """
    grave = [figure for figure in _stated(gravest) if figure.was != figure.now]
    every = list(_stated(changes))
    rest = sorted(every, key=lambda figure: figure.was == figure.now)
    return tuple(dict.fromkeys([*grave[:_GRAVE], *_looked_for(every, new), *grave, *rest]))


def _stated(changes: Iterable[ChangeView]) -> Iterable[FigureView]:
    return (figure for change in changes for figure in change.figures if not figure.dropped)


def _looked_for(figures: Iterable[FigureView], new: Side) -> list[FigureView]:
    """Of each line of the table above the first figure, of the filer and for the time that its document is about."""
    found: dict[int, FigureView] = {}
    for figure in figures:
        place = _PLACES.get(figure.concept)
        if place is not None and figure.entity in ("", new.filer) and _follows(figure, new.period or ""):
            found.setdefault(place, figure)
    return [found[place] for place in sorted(found)]


def _follows(figure: FigureView, period: str) -> bool:
    """Whether a figure is of the period of its document, in ISO form, or of its end, and was stated a year before."""
    if figure.was_day is None or figure.now_day is None or figure.now_day - figure.was_day > _YEAR:
        return False
    first, _, last = period.rpartition("/")
    whole = (date.fromisoformat(last) - date.fromisoformat(first)).days if first else 0
    return last == figure.now_day.isoformat() and (not figure.days or figure.days >= _MOST * whole)
