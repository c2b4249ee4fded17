"""Whether two rows of tables a year apart are of one item: their names, and what stands right before the figures.

科技、文化业 and 社会服务、科技、文化业 are two items, so are 存款 and 日均存款; 其中：贷款 is 贷款（注1）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diffing.aligning.masking import has_words, mask, unnumbered
from diffing.aligning.similarity import ratio
from diffing.document import Cell
from diffing.figure import Figure
from diffing.keys import key

CellPair = tuple[Cell | None, Cell | None]
# Names of two items less alike than this are two items.
_SAME_ITEM = 0.75
# Where a row stands in its table, and notes that it refers to, are no part of its name.
_BESIDE = re.compile(r"^(?:其中|减|加|less|add|including|of which)[:：]?\s*|\((?:见?附?注|note)[^()]*\)", re.IGNORECASE)
# 太原万科房地产有限公司 and 青岛万科房地产有限公司 are much alike and are two.
_ORGANISATION = re.compile(r"(?:公司|企业|银行|\b(?:inc|corp|ltd|llc|plc|gmbh|s\.a|n\.v)\.?)$", re.IGNORECASE)
# A key prints the mark between members of a list as a comma.
_MARK = re.compile(r"[、,]\s*")
# Words that make another measure of one, however long the rest of the name is.
_QUALIFYING = re.compile(
    r"日均|平均|净|毛|累计|年化|税前|税后|加权|稀释|摊薄|基本每股|扣除非经常性|调整后|经调整"
    r"|\b(?:average|net|gross|cumulative|adjusted|diluted|basic|weighted|pre-tax|after-tax)\b",
    re.IGNORECASE,
)


def same_item(old: Figure, new: Figure, row: Sequence[CellPair]) -> bool:
    """Whether the rows are of one name, and so are the nearest words before both cells, as in the right half."""
    olds, news = [a for a, _ in row if a], [b for _, b in row if b]
    return _alike(_name(olds), _name(news)) and _alike(_item(old, olds), _item(new, news))


def _alike(a: str, b: str) -> bool:
    a, b = (unnumbered(_BESIDE.sub("", name).strip()) for name in (a, b))
    if a == b or not (has_words(mask(a)) and has_words(mask(b))):
        return a == b or not (a and b)
    if _ORGANISATION.search(a) or _ORGANISATION.search(b) or _qualified(a) != _qualified(b):
        return False
    members = set(_MARK.split(a)), set(_MARK.split(b))
    return not (members[0] < members[1] or members[1] < members[0]) and ratio(mask(a), mask(b)) >= _SAME_ITEM


def _qualified(name: str) -> set[str]:
    return {found.casefold() for found in _QUALIFYING.findall(name)}


def _name(cells: Sequence[Cell]) -> str:
    first = min(cells, key=lambda cell: cell.column, default=None)
    return key(first.text) if first else ""


def _item(figure: Figure, cells: Sequence[Cell]) -> str:
    before = [cell for cell in cells if cell.start < figure.start and has_words(mask(key(cell.text)))]
    last = max(before, key=lambda cell: cell.column, default=None)
    return key(last.text) if last else ""
