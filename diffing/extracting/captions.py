"""What a figure is called in a sentence: its measure, and the row or column that tells it from others of its table.

销售额 in the row 第三名        → 销售额（第三名）
购置 in the column 房屋及建筑物  → 购置（房屋及建筑物）
Net Sales in the row Paint     → Net Sales (Paint)
"""

from __future__ import annotations

import re

from diffing.extracting import metrics, notes
from diffing.extracting.table_periods import says_only_when
from diffing.figure import Figure
from diffing.keys import key

# A header as long as this is a sentence, and tells nothing apart at a glance.
_LONGEST = 40
# A row of so many labels has the longest of them for its name: 天津, 49.0 % and a line of business stand beside it.
_MANY = 3
# Headers that leave it to the rest what is measured, or say how it moved: they tell no figure from another.
_BARE = re.compile(r"(?:合计|小计|总计|total|金额|数额|数量|比例|人民币|账面价值|amounts?|%|change)*", re.IGNORECASE)
_MOVED = re.compile(r"增减|变动|增长|同比|环比|change|increase|decrease|\bvs?\b", re.IGNORECASE)
# (附註20), (1): what a header refers to is no part of it.
_BRACKETS = re.compile(r"[（(].*?[)）]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")


def caption(figure: Figure) -> str:
    """The measure of a figure with what tells it apart in brackets; the bare measure where nothing does, or is stated.

    Empty where the figure has no measure.
    """
    if figure.table is None or not figure.metric:
        return figure.metric
    beside = _beside(figure.metric, figure.table.row_header, figure.table.column_header, figure.entity)
    if not beside:
        return figure.metric
    return f"{figure.metric}（{beside}）" if _CHINESE.search(figure.metric + beside) else f"{figure.metric} ({beside})"


def _beside(metric: str, row: tuple[str, ...], column: tuple[str, ...], entity: str) -> str:
    """The header on the other side than the one that the measure comes from."""
    measure = key(metric).casefold()
    if not any(_says(text, measure) for text in row):
        whose = [text for text in row if text == entity]
        others = sorted(row, key=len, reverse=True) if len(row) > _MANY else reversed(row)
        return next((text for text in (*whose, *others) if _tells(text, measure)), "")
    told = next((text for text in reversed(column) if _tells(text, measure)), "")
    group = _group(row)
    return told or ("" if metrics.named(metric).known or _says(group, measure) else group)


def _group(row: tuple[str, ...]) -> str:
    """The heading of a part of the table, which ends with a colon: Basic under Net income per share:."""
    headed = row[0].rstrip() if len(row) > 1 else ""
    return headed.rstrip(":：") if headed.endswith((":", "：")) and len(headed) <= _LONGEST else ""


def _says(text: str, measure: str) -> bool:
    said = key(text).casefold()
    return bool(said) and (measure in said or said in measure)


def _tells(text: str, measure: str) -> bool:
    if len(text) > _LONGEST or not _LETTER.search(text) or _says(text, measure):
        return False
    nothing = (
        says_only_when(_BRACKETS.sub("", text)) or notes.is_money(text) or notes.is_scale(text) or _BARE.fullmatch(text)
    )
    return not (nothing or _MOVED.search(text))
