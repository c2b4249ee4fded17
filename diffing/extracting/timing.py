"""When a figure of a sentence is: beside it, in its clause, earlier in its sentence, or running in its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from diffing.extracting import calendar
from diffing.extracting.clauses import Said
from diffing.extracting.periods import Dated, is_aside
from diffing.extracting.quantities import Quantity
from diffing.figure import Period, PeriodSource

# 56.9% in fiscal 2023: a date right after a figure is the figure's.
_BESIDE = re.compile(r"[ ]?(?:[(][^()]{0,20}[)] )?(?:in|for|during|at|as of|on|of)[ ](?:the )?", re.IGNORECASE)
_AS_OF = re.compile(r"(?:截至|截止|截止至|as of|as at)[ ]?$", re.IGNORECASE)
_COMPARED = re.compile(r"(?:较|比|相比|与|相较于?|对比|compared (?:to|with)|versus|from|than)[ ]?$", re.IGNORECASE)
# Since 1984, 自1984年以来: when something began is not when it was measured.
_SINCE = re.compile(r"\bsince[ ]?$", re.IGNORECASE)
# 0.300% Notes due 2028: when it falls due is not when it is so.
_DUE = re.compile(r"\b(?:due(?: in| on)?|matur(?:es|ing)(?: in| on)?|expir(?:es|ing)(?: in| on)?)[ ]?$", re.IGNORECASE)
# 上年同期为40亿元, 上年同期收入40亿元 say what was; 上年同期相比, 上年同期增长 only compare.
_STATED_OF = re.compile(
    r"[ ]?(?:[为是：:]|的?(?!相比|相较|基本|持平|同比)[\u4e00-\u9fff]{2,10}?(?<!增长)(?<!增加)(?<!减少)(?<!下降)"
    r"(?<!上升)(?<!提高)[为是]?[ ]?(?=[\d人约]))"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The periods of one sentence that its figures are of: those it compares with, or that a cause had, left out."""

    said: Said
    periods: Sequence[Dated]

    def period_of(self, quantity: Quantity, *, change: bool = False) -> tuple[Period, PeriodSource] | None:
        """The period that the sentence gives one of its figures, None where it names none.

        A `change` is of the later of two periods that are compared: 2023年49.2亿元，2022年47.4亿元，增长3.8%.
        """
        said = self.said
        beside = next(iter(said.dated_in(quantity.right, quantity.right + _REACH)), None)
        if beside is not None and _BESIDE.fullmatch(said.text, quantity.right, beside.start):
            return _as_of(said.text, beside), PeriodSource.EXPLICIT
        start, end = said.span(said.clause(quantity.start))
        at = bisect_left(self.periods, quantity.start, key=lambda one: one.start)
        while at > 1 and _is_aside_of(said.text[self.periods[at - 1].end : quantity.start]):
            at -= 1
        if at:
            one = self.periods[at - 1]
            if change and one.start < start:
                one = max(self.periods[:at], key=lambda period: (period.last, period.start))
                if _is_year_before(said.text, one):
                    return None  # 研发投入2.41亿元，上年同期为2.21亿元，同比增长9.05%: of the time that needs no word
            explicit = one.start >= start and not one.relative
            return _as_of(said.text, one), PeriodSource.EXPLICIT if explicit else PeriodSource.INHERITED
        if at < len(self.periods) and self.periods[at].start < end:
            return _as_of(said.text, self.periods[at]), PeriodSource.EXPLICIT
        return None


# The longest words between a figure and its own date: (12% of sales) for the.
_REACH = 40
# And from a date in brackets to a figure after them.
_LONGEST_ASIDE = 120


def _is_aside_of(between: str) -> bool:
    """Whether what follows a date closes the brackets that it stands in: 存货（期初为5亿元）占…6.96%."""
    closing = max(between.count(")"), between.count("）"))
    return len(between) <= _LONGEST_ASIDE and closing > max(between.count("("), between.count("（"))


def told(said: Said) -> Told:
    """The periods that the figures of a sentence may be of."""
    return Told(said, [one for one in said.dated if not _is_comparison(said.text, one)])


def _as_of(text: str, one: Dated) -> Period:
    ended = one.form != "until" and _AS_OF.search(text[max(0, one.start - 6) : one.start])
    return calendar.end_of(one.period) or one.period if ended else one.period


def _is_year_before(text: str, one: Dated) -> bool:
    return one.relative and "同期" in text[one.start : one.end]


def _is_comparison(text: str, one: Dated) -> bool:
    before = text[max(0, one.start - 14) : one.start]
    if _SINCE.search(before) or text.startswith("以来", one.end) or is_aside(text, one.start) or _DUE.search(before):
        return True
    if one.form == "report" and "同期" in text[one.start : one.end]:
        return not _STATED_OF.match(text, one.end)
    return bool(_COMPARED.search(before))
