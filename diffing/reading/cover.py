"""What the cover says: title, filer, code, form, period and revision.

The first blocks are asked, then the title the format carries, and the name of the file last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diffing.keys import fold
from diffing.reading.cover_forms import TITLE_WIDTH, find_form, form_of
from diffing.reading.cover_period import find_period
from diffing.reading.headings import looks_like_heading, width


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a cover says; `period` is `first/last`, both ISO dates and inclusive."""

    title: str
    filer: str | None = None
    code: str | None = None
    form: str | None = None
    period: str | None = None
    revision: str | None = None


# A cover lies within the first blocks, and within so many characters.
_COVER_BLOCKS = 60
_COVER_LENGTH = 6000

# 更正后, （修订版）, 更新后, 修订稿; Amendment No. 1; 10-K/A.
_REVISION = re.compile(
    r"(?:更正|修订|更新|修正|补充|调整)(?:后|版|稿|本)|(?:Amendment\s+No\.?\s*\d+|\d{1,2}-[KQF]/A|as amended)",
    re.IGNORECASE,
)

# 某某科技股份有限公司: a company's name ends in 有限责任公司, 有限公司 or 股份有限公司 (Company Law, article 7).
_CHINESE_FILER = re.compile(
    r"(?:关于|证券简称[：:]\S+\s+)?((?:[\u4e00-\u9fff]|[（(][\u4e00-\u9fff]{1,8}[)）]|[A-Za-z·&])"
    r"(?:[\u4e00-\u9fff·&A-Za-z（）()]|\s(?=[\u4e00-\u9fff])){1,38}?(?:股份有限公司|有限责任公司|有限公司|股份公司))"
)
_ENGLISH_FILER = re.compile(
    r"([A-Z][\w.,&'’()\-/ ]{1,80}?"
    r"\b(?:Inc|Incorporated|Corp|Corporation|Company|Co|Ltd|Limited|LLC|L\.P|plc|PLC|N\.V|S\.A|AG|SE)\b\.?)"
)
# 公司的中文名称 某某股份有限公司; 股票代码 600999: the table of company facts, behind the contents (CSRC format no. 2).
_DEEP_FILER = re.compile(
    r"(?:公司的?(?:法定)?中文名称|公司(?:法定)?名称|发行人名称)\s*[:：]?\s*([\u4e00-\u9fff()（）]{2,36}?(?:股份有限公司|有限责任公司|有限公司))"
)
_DEEP_CODE = re.compile(r"(?:股票|[AB]股)(?:简称[及和])?代码[^\d]{0,80}(\d{6})(?!\d)")
_DEEP_BLOCKS = 400
_DEEP_LENGTH = 40_000
# A line in brackets or with an address is no title.
_NO_TITLE = re.compile(r"[（(].*[)）]$|.*(?:https?:|www\.|@)")
# The cover page of SEC forms sets the name right above this line.
_CHARTER = re.compile(r"\(?\s*exact name of (?:the )?registrant", re.IGNORECASE)

# 证券代码：300418; 股票代码 600519; Stock Code: 328; （股份代號：0328）.
_CODE = re.compile(
    r"(?:证券|股票|公司|A股|證券)代[码碼]\s*[:：]?\s*(\d{4,6})(?!\d)|(?:股份代[號号]|Stock Code)\s*[:：]\s*(\d{1,6})",
    re.IGNORECASE,
)


def read_cover(told: str, blocks: Sequence[str], name: str, headings: Sequence[str] = ()) -> Cover:
    """The cover of a document: `told` is the title its format carries, `blocks` what its blocks say, in order.

    `headings` are those of the blocks that are headings; `name` is the name of the file.
    """
    head = _head(blocks)
    deep = fold("\n".join(blocks[:_DEEP_BLOCKS])[:_DEEP_LENGTH])
    form, line = find_form(head)
    named = _stem(name)
    if form is None:
        form, line = next(((kind, text) for text in (told, named) if (kind := form_of(text))), (None, ""))
    plain = (text for text in (*headings, *head) if looks_like_heading(text) and not _NO_TITLE.match(text))
    title = line or told or next(plain, head[0][:TITLE_WIDTH])
    return Cover(
        title=" ".join(title.split()),
        filer=_filer(head) or _first(_DEEP_FILER, deep),
        code=_code(head) or _first(_DEEP_CODE, deep),
        form=form,
        period=find_period((line, told, *(text for text in head if text != line), named), form),
        revision=_revision((line, told, named), head, form),
    )


def _head(blocks: Sequence[str]) -> list[str]:
    found: list[str] = []
    length = 0
    for text in blocks[:_COVER_BLOCKS]:
        if length > _COVER_LENGTH:
            break
        if text:
            found.append(text)
            length += len(text)
    return found


def _filer(head: Sequence[str]) -> str | None:
    for before, text in zip(("", *head), head, strict=False):
        if _CHARTER.match(text) and before:
            return before
    short = [text for text in head if width(text) <= TITLE_WIDTH and "，" not in text]
    for text in short:
        if found := _CHINESE_FILER.match(text):
            return re.sub(r"\s+", "", found.group(1))
    english = (_ENGLISH_FILER.fullmatch(text) for text in head)
    return next((found.group(1) for found in english if found), None)


def _code(head: Sequence[str]) -> str | None:
    found = (_CODE.search(fold(text)) for text in head)
    return next((match.group(1) or match.group(2) for match in found if match), None)


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group(1) if found else None


def _revision(titles: Sequence[str], head: Sequence[str], form: str | None) -> str | None:
    """The words by which the filer marks a later version; a notice about one is not one itself."""
    if form in ("correction_notice", "supplement_notice"):
        return None
    amended = [text for text in head[:20] if re.match(r"\(?Amendment No", text, re.IGNORECASE)]
    found = (_REVISION.search(text) for text in (*titles, *amended))
    marker = next((match.group() for match in found if match), None)
    return marker or (form if form and form.endswith("/A") else None)


def _stem(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"\.[A-Za-z]{2,5}$", "", last)
