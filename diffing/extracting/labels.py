"""What the cells at the left of a row say of it: which thing it is, what is measured, in which unit.

行业分类     项目      单位    2023年        序号   客户名称   销售额（万元）
水下机器人   销售量    台      326           3      第三名     9,870.66
└ thing      └ label   └ unit                └ left out └ thing
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diffing.extracting import notes
from diffing.extracting.lexicon import column
from diffing.extracting.notes import Note

# The number of the note that a line refers to: 40, 16(a), 七、5.
_REFERENCE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．])?[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?(?:[(（][a-z\d]{1,2}[)）])?$"
    # A limit beside the name of a ratio: ≤20, 不低于25%.
    r"|(?:[≤≥<>]|不[高低]于|不[少超]过?于?)=?[\d.]+[ ]?[%％]?$"
)

# A label with its row and column.
Place = tuple[int, int, str]

_THINGS = column("table_corners", "dimension")
_INDEX = re.compile(r"(?:序号|排名|名次|排序|编号|no\.?|#|rank)$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:第?[一二三四五六七八九十\d]{1,3}[名位]?|[A-Za-z])[.、)]?$")
_UNIT = re.compile(r"(?:计量)?单位$|unit$", re.IGNORECASE)
_DATES = re.compile(r"日期|时间|任期|期限|起始|终止|到期|出生")
_DAY = re.compile(r"(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?$")


@dataclass(frozen=True, slots=True)
class Row:
    """The labels of one row: `texts` all that say something of it, `label` the innermost that names a measure.

    `thing` is what the row is of, `cut` the dimension that makes (empty for an entity), `unit` what the row counts in;
    `scored` says that the thing is a model whose numbers are scores.
    """

    texts: tuple[str, ...] = ()
    label: str = ""
    thing: str = ""
    cut: str = ""
    unit: Note | None = None
    scored: bool = False


def rows_of(places: list[Place], columns: dict[int, tuple[str, ...]]) -> dict[int, Row]:
    """The labels of each row, by the header of the column they stand in."""
    by_row: dict[int, list[Place]] = {}
    for place in places:
        by_row.setdefault(place[0], []).append(place)
    heads = {at: (texts[-1].strip() if texts else "") for at, texts in columns.items()}
    return {row: _row(sorted(found), heads) for row, found in by_row.items()}


def _row(found: list[Place], heads: dict[int, str]) -> Row:
    texts: list[str] = []
    label, thing, cut, unit, before = "", "", "", None, ""
    scored = False
    for _, at, text in found:
        head = heads.get(at, "")
        coin = notes.coin_of(text)
        if _UNIT.match(head):
            unit = notes.whole_unit(text)
        elif coin is not None and texts:
            unit = coin
        elif not (_INDEX.match(head) and _ORDINAL.match(text) and len(found) > 1) and not _is_date(head, text, found):
            texts.append(text)
            named = _THINGS.get(head.casefold())
            if named is not None and (not thing or _WEAK.match(before)):
                label = thing or label
                thing, cut, before = text, named, head
                scored = _MODEL.match(head) is not None
            elif not (_has_word(label or thing) and (_REFERENCE.match(text) or _SIDE.search(head))):
                label = text
    return Row(tuple(texts), label, thing, cut, unit, scored)


_MODEL = re.compile(r"模型|model", re.IGNORECASE)
# 项目名称 is what is measured where a column beside it names whose: 其他应付款 of a related party.
_WEAK = re.compile(r"项目名称$|名称$")
# What is also said of a thing, and measures nothing of it: 质权人, 与本公司关系, 注册地.
_SIDE = re.compile(
    r"质权人|關?关?系$|關係$|性质|注册地|位置|用途|币种|备注|说明|代表人|职务|性别|是否|期限|方式|种类|类型|标准值|监管要求"
)


def _has_word(label: str) -> bool:
    """Whether a label names something: it has more letters than a number or an index."""
    return sum(sign.isalpha() for sign in label) > 1


def dimension_of(header: str) -> str:
    """The dimension that the rows under a header cut by: 分产品 by segment; empty where it names no things."""
    return _THINGS.get(header.strip().casefold(), "")


def is_unit_column(texts: tuple[str, ...]) -> bool:
    """Whether a column is headed 单位 and holds the units of its rows."""
    return bool(texts) and _UNIT.match(texts[-1].strip()) is not None


def _is_date(head: str, text: str, found: list[Place]) -> bool:
    """Whether a label only says since when: 2020年03月20日 in a column of terms of office."""
    return len(found) > 1 and _DAY.match(text.replace(" ", "")) is not None and (not head or bool(_DATES.search(head)))
