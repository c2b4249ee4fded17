"""What a cell measures, of whom and in which cut: from the labels of its row and the header of its column."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diffing.extracting import metrics, notes
from diffing.extracting.headers import changed
from diffing.extracting.labels import Row, dimension_of
from diffing.extracting.metrics import Metric
from diffing.extracting.shares import share
from diffing.extracting.table_periods import says_only_when

if TYPE_CHECKING:
    from diffing.document import Cell
    from diffing.extracting.prose import Story
    from diffing.extracting.tabular import Grid

_DECOR = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,3}[、.．](?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]|其中[：:]|减[：:]|加[：:]"
    r"|[•●▪■◆·* ])+|[（(][^（）()]{1,10}[）)]$"
)
_TIME_LABEL = re.compile(r"(?=[^\d]{0,2}\d)[\d年月日度/.\-—~至到 ]+$")
_TOTAL = re.compile(r"^(?:合[ ]?计|小[ ]?计|总[ ]?计|total)", re.IGNORECASE)
_NOTHING = re.compile(r"[-—–/ ]*$")
# 营业收入比上年同期增减, 同比增减: the words for the change are no part of what changed.
_CHANGE_WORDS = re.compile(
    r"(?:(?:[比较](?:上年|去年|上期|年初|期初)[^，]{0,6}?)?(?:同比)?(?:增减|变动|增长|变化|增幅)(?:幅度|比例|金额|额|率|情况)?)+(?:[（(]%[）)])?$"
)
# 金额, 数量: a header that leaves what is measured to the row or the title.
# 占贷款总额的 over 比例 %: the header goes on in the row of headers below.
_BARE_RATE = re.compile(r"(?:比例|比率|比重|占比)?[ ]?[（(]?[%％]?[）)]?")
_ONLY_AMOUNT = re.compile(r"(?:金额|数额|数量|本期数?|上期数?|余额|期末数|期初数|发生额|合计)$")


@dataclass(frozen=True, slots=True)
class Measured:
    """The metric of a cell with the cut its row makes, and the entity it is said of."""

    metric: Metric
    entity: str


def measured(grid: Grid, cell: Cell, story: Story) -> Measured:
    """What one numeric cell measures."""
    row, head = grid.labels.row(cell.row, cell.column), _head(grid, cell)
    group = grid.labels.groups.get(cell.row, "")
    cut = dimension_of(group)
    if not row.thing and cut and row.label:
        row = replace(row, thing=row.label, label="", cut=cut)
    if not row.thing:
        return Measured(_titled(_of_label(row.label, head), row.label, grid), story.names.filer)
    metric = _of_thing(row, head, grid)
    known = metrics.named(row.thing).known
    if known or _TOTAL.match(row.thing) or _NOTHING.match(row.thing):
        return Measured(metric, story.names.filer)
    if not row.cut:
        return Measured(metric, row.thing)
    dimensions = tuple(sorted({*metric.dimensions, (row.cut, row.thing)}))
    return Measured(replace(metric, dimensions=dimensions), story.names.filer)


def _head(grid: Grid, cell: Cell) -> str:
    """The innermost header of a cell's column, without its unit and the words for a change."""
    texts = grid.labels.head(cell.row, cell.column)
    if texts and notes.coin_of(texts[-1]) is not None:
        texts = texts[:-1]
    if len(texts) > 1 and _BARE_RATE.fullmatch(texts[-1]) and not says_only_when(texts[-2]):
        texts = (*texts[:-2], f"{texts[-2]}{texts[-1]}")
    head = _DECOR.sub("", texts[-1]) if texts else ""
    if notes.is_money(head):
        return ""
    return _CHANGE_WORDS.sub("", head) if changed(texts) else head


def _of_label(label: str, head: str) -> Metric:
    """What a row measures by its own label, else what its column does."""
    metric = metrics.named("" if _TIME_LABEL.match(label) else _DECOR.sub("", label), whole=True)
    if not metric.words or (not metric.known and metrics.named(head).known):
        return metrics.named(head, whole=True)
    return metric


def _titled(metric: Metric, label: str, grid: Grid) -> Metric:
    """A total and a row without a label measure what the title of their table names: 合计 is one of something."""
    total = _BARE_TOTAL.fullmatch(metric.words)
    if not total and metric.words and (label or not says_only_when(metric.words)):
        return metric
    title = _TITLE_MARKS.sub("", _DECOR.sub("", grid.table.title)).strip()
    other = says_only_when(title) or notes.is_scale(title) or _WHOSE.fullmatch(title) or _DOCUMENT.fullmatch(title)
    if not title or len(title) > _LONGEST_TITLE or other:
        return metric
    return metrics.named(f"{title}{' ' * title.isascii()}{metric.words}" if total else title, whole=True)


# （续） and what the amounts are counted in are no part of a title.
_TITLE_MARKS = re.compile(
    r"[（(](?:续|續|continued|[^（）()]*(?:元|单位|unaudited|in (?:thousands|millions))[^（）()]*)[）)]|[：:]",
    re.IGNORECASE,
)
_LONGEST_TITLE = 30
_BARE_TOTAL = re.compile(r"合[ ]?[计計]|小[ ]?[计計]|总[ ]?计|總[ ]?計|total", re.IGNORECASE)
# 本集团及本行 over a table says whose it is.
_WHOSE = re.compile(r"(?:本?(?:集团|集團|公司|银行|行|企业)|合并|母公司|[及和与、])+")
# The title of the whole document is no title of a table: 2023年年度报告.
_DOCUMENT = re.compile(r".*(?:报告(?:书|全文|摘要)?|報告|公告|通知|说明书|report|announcement)", re.IGNORECASE)


def _of_thing(row: Row, head: str, grid: Grid) -> Metric:
    """What is measured of a thing: what its column is headed with, else the row's other label or the table's title."""
    titled = metrics.last_alias(grid.table.title)
    whole = metrics.named(titled.group()) if titled is not None else metrics.NONE
    if head and not says_only_when(head) and not _ONLY_AMOUNT.match(head):
        return share(metrics.named(head, whole=True), whole)
    if row.label:
        return metrics.named(_DECOR.sub("", row.label), whole=True)
    return whole if whole.words else metrics.named(head or row.thing, whole=True)
