"""A figure in words: what it measures, what it was and is as printed, of which period, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.languages import LANGUAGES, Words, words_in
from bot.rendering.amounts import MINUS, difference, scaled
from bot.rendering.guarding import one_line
from diffing.change import FigurePair, Relation
from diffing.extracting.captions import caption
from diffing.extracting.units import is_currency
from diffing.figure import Figure, PeriodSource, Role

# 单位：万元 is the unit after its label; what is in brackets, as in (in millions), is the note alone.
_UNIT_NOTE = re.compile(r"^.{0,12}?单位\s*[:：为]\s*|[()（）]|\s*币种.*$")
_NOTE_LENGTH = 24
# 万元 over a table is not what its earnings per share are in.
_SCALED = re.compile(r"[千万萬亿億]|thousand|million|billion", re.IGNORECASE)
_GUESSED = (PeriodSource.INFERRED, PeriodSource.UNKNOWN)
# A cell says these units itself.
_PRINTED_UNITS = ("percent", "percentage_point", "basis_point")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One figure, was and now; `change` is empty where a difference says nothing, `dropped` says there is no now.

    The days are the last of each period that is stated, `days` how many the new one has, 0 for an instant. `concept` is
    the amount of money it measures of `entity` as a whole, as the lexicon names it; empty for cuts, shares, growth.
    """

    name: str
    was: str
    now: str
    was_period: str
    now_period: str
    change: str
    dropped: bool = False
    concept: str = ""
    entity: str = ""
    was_day: date | None = None
    now_day: date | None = None
    days: int = 0

    @property
    def period(self) -> str:
        """The period of both sides, or both periods."""
        periods = dict.fromkeys(period for period in (self.was_period, self.now_period) if period)
        return " → ".join(periods)


def figure_view(pair: FigurePair, words: Words) -> FigureView:
    """A pair of figures in words; what one side does not state is a dash."""
    either = pair.new or pair.old
    assert either is not None
    absent = words.phrase("not_stated")
    return FigureView(
        name=figure_name(either, words),
        was=_printed(pair.old, words) or absent,
        now=_printed(pair.new, words) or absent,
        was_period=_period(pair.old, pair.relation, words),
        now_period=_period(pair.new, pair.relation, words),
        change=difference(pair, words),
        dropped=pair.new is None,
        concept=_concept(either),
        entity=either.entity,
        was_day=_last_day(pair.old),
        now_day=_last_day(pair.new),
        days=_days(pair.new),
    )


def _concept(figure: Figure) -> str:
    cut = figure.dimensions or figure.comparison or figure.role is not Role.LEVEL
    return figure.concept if is_currency(figure.unit) and not cut else ""


def _days(figure: Figure | None) -> int:
    if figure is None or figure.period is None or figure.period.instant:
        return 0
    return (figure.period.last - figure.period.first).days + 1


def _last_day(figure: Figure | None) -> date | None:
    if figure is None or figure.period is None or figure.period_source in _GUESSED:
        return None
    return figure.period.last


def _period(figure: Figure | None, relation: Relation, words: Words) -> str:
    """The period of a figure. Where the period is what is new, it is said that none is stated: not one inferred."""
    if figure is None:
        return ""
    if relation is Relation.NEW_PERIOD and figure.period_source in _GUESSED:
        return words.phrase("undated")
    return words.period(figure.period)


def _printed(figure: Figure | None, words: Words) -> str:
    """A figure as it is printed; a bare number in a table brings along what the table says of its unit."""
    if figure is None:
        return ""
    text = one_line(figure.text)
    if figure.table is None or figure.unit is None or figure.unit in _PRINTED_UNITS:
        return text
    note = _UNIT_NOTE.sub("", one_line(figure.table.unit_note))
    if _names(note, figure.unit) and (figure.scale or not _SCALED.search(note)):
        return f"{text} {note}"
    if not figure.scale:
        return text
    sign = MINUS if figure.value < 0 else ""
    return f"{text} ({sign}{words.amount(scaled(abs(figure.value), words), figure.unit)})"


def _names(note: str, unit: str) -> bool:
    """Whether the note of a table tells the unit of a figure in it: a column may have a unit of its own."""
    names = (words_in(language).label("unit_names", unit) for language in LANGUAGES)
    return len(note) <= _NOTE_LENGTH and any(name in note for name in names)


def figure_name(figure: Figure, words: Words) -> str:
    """What a figure measures, in which row or column of a table, and against what if it is a change."""
    headers = figure.table.row_header if figure.table else ()
    name = one_line(caption(figure) or " ".join(headers)) or words.phrase("unnamed_figure")
    if figure.comparison is None:
        return name
    return f"{name} ({words.label('comparisons', figure.comparison.type)})"
