"""Dates that only a table's header prints: 第一季度 and 2010 without more, 於12月31日 over 2025年."""

from __future__ import annotations

import re

from diffing.extracting import calendar
from diffing.extracting.periods import Dated
from diffing.extracting.prose import Story

_QUARTER = re.compile(r"第?([一二三四])季度(?:[（(][\d\-—~至月]+(?:份)?[）)])?")
YEAR_ALONE = re.compile(r"(?:19|20)\d\d(?:[ ]\(?[a-z\d]\)?)?$")
_DAY_BEFORE_YEAR = re.compile(r"[於于]?(?P<m>\d{1,2})月(?P<d>\d{1,2})日[ ]?(?P<y>(?:19|20)\d\d)年(?!度)")


def day_before_year(text: str) -> Dated | None:
    """於12月31日 over 2025年 is that day."""
    match = _DAY_BEFORE_YEAR.match(text)
    found = calendar.day(int(match["y"]), int(match["m"]), int(match["d"])) if match else None
    if match is None or found is None:
        return None
    return Dated(start=0, end=match.end(), first=found.first, last=found.last, instant=True, form="day")


def bare_year(text: str, story: Story) -> Dated | None:
    """2010 alone over a column of a Chinese table is that year."""
    period = calendar.whole_year(int(text[:4])) if YEAR_ALONE.match(text) and story.document.language == "zh" else None
    if period is None:
        return None
    return Dated(start=0, end=len(text), first=period.first, last=period.last, instant=False, form="year")


def quarter(text: str, story: Story) -> Dated | None:
    """第一季度 without a year is a quarter of the report's year."""
    match = _QUARTER.fullmatch(text.replace(" ", ""))
    if match is None or story.context.report is None:
        return None
    period = calendar.quarter(story.context.report_year(), "一二三四".index(match.group(1)) + 1)
    if period is None:
        return None
    return Dated(start=0, end=len(text), first=period.first, last=period.last, instant=False, form="quarter")
