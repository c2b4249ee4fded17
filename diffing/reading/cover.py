"""What the cover says: title, filer, code, form, period and revision.

The first blocks are asked, then the title the format carries, and the name of the file last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diffing.keys import fold
from diffing.reading.cover_period import find_period
from diffing.reading.headings import looks_like_heading, numbered, width


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
# A title is no paragraph (width in columns).
_TITLE_WIDTH = 160

# What a title does not have: a comma or a full stop inside, the leader dots of a table of contents, a long value.
_NO_TITLE = re.compile(r"[。；，]|[：:].{30}|\.\s+\S|\.{4}|…{2}")

# The words of a title and the form they name, the more telling first: 关于2023年年度报告的更正公告 is a correction
# notice, not an annual report. Chinese words as in the CSRC's and exchanges' format guidelines, SEC forms as in
# 17 CFR 249.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("correction_notice", re.compile("更正.{0,30}公告|补充更正|勘误|更正公佈|clarification announcement")),
    ("supplement_notice", re.compile("补充(?:披露|说明)?(?:的)?公告")),
    ("inquiry_reply", re.compile("问询函.{0,20}(?:回复|答复)|(?:回复|答复).{0,20}问询函")),
    ("ir_record", re.compile("投资者关系活动记录|投资者关系管理活动记录|调研活动信息|业绩说明会.{0,10}记录")),
    ("gm_work_report", re.compile("(?:总经理|总裁|首席执行官)(?:年度)?工作报告")),
    ("board_work_report", re.compile("(?:董事会|监事会)(?:年度)?工作报告")),
    ("director_report", re.compile("独立董事.{0,20}述职报告")),
    ("earnings_preview", re.compile("业绩预[告增减亏盈]|盈利预告|盈利警告|profit warning", re.IGNORECASE)),
    ("earnings_flash", re.compile("业绩快报")),
    ("annual_report_summary", re.compile("(?<!半)年度?[报報]告?摘要")),
    ("semi_annual_report_summary", re.compile("(?:半年度?|中期)[报報]告?摘要")),
    (
        "semi_annual_report",
        re.compile("半年度?[报報]告|中期[报報]告|interim report|half[- ]year(?:ly)? report", re.IGNORECASE),
    ),
    ("quarterly_report", re.compile("季度?报告?(?!会)|quarterly report", re.IGNORECASE)),
    ("audit_report", re.compile("审计报告|验资报告")),
    ("annual_report", re.compile("(?<!半)年度?[报報]告?(?:全文|正文)?(?![会书])|(?<!半)年[报報]$")),
    ("prospectus", re.compile("招股(?:说明书|意向书)|募集说明书|prospectus", re.IGNORECASE)),
    ("legal_opinion", re.compile("法律意见书")),
    (
        "announcement",
        re.compile("(?:公告|公佈|通告|通函)(?:[（(].{0,20}[)）])?$|announcement$|press release", re.IGNORECASE),
    ),
)
_ANNUAL_ENGLISH = re.compile(r"\bannual report\b", re.IGNORECASE)
# FORM 10-K, Form 10-Q/A, "FORM 8-K".
_SEC_FORM = re.compile(
    r"\bFORM\s+(10-?KT?|10-?QT?|8-?K|20-?F|40-?F|6-?K|11-?K|S-[1348]|F-[134]|N-CSR|N-PX|SD|ARS|DEF\s?14A)(/A)?(?!\w)",
    re.IGNORECASE,
)

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
# The cover page of SEC forms sets the name right above this line.
_CHARTER = re.compile(r"\(?\s*exact name of (?:the )?registrant", re.IGNORECASE)

# 证券代码：300418; 股票代码 600519; Stock Code: 328; （股份代號：0328）.
_CODE = re.compile(
    r"(?:证券|股票|公司|A股|證券)代[码碼]\s*[:：]?\s*(\d{4,6})(?!\d)|(?:股份代[號号]|Stock Code)\s*[:：]\s*(\d{1,6})",
    re.IGNORECASE,
)


def read_cover(told: str, blocks: Sequence[str], name: str) -> Cover:
    """The cover of a document: `told` is the title its format carries, `blocks` what its blocks say, in order."""
    head = _head(blocks)
    form, line = _form(head)
    named = _stem(name)
    if form is None:
        form, line = next(((kind, text) for text in (told, named) if (kind := _form_of(text))), (None, ""))
    title = line or told or next((text for text in head if looks_like_heading(text)), head[0][:_TITLE_WIDTH])
    return Cover(
        title=" ".join(title.split()),
        filer=_filer(head),
        code=_code(head),
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


def _form(head: Sequence[str]) -> tuple[str | None, str]:
    """The form, and the line that names it: the most telling line, and of equal ones the first."""
    for text in head:
        if found := _SEC_FORM.search(text):
            return _sec_form(found), text if width(text) <= _TITLE_WIDTH else found.group()
    ranks = [name for name, _ in _FORMS]
    named = [(ranks.index(kind), text) for text in head if _may_be_title(text) and (kind := _form_of(text))]
    if not named:
        return None, ""
    rank, line = min(named, key=lambda pair: pair[0])
    return ranks[rank], line


def _may_be_title(text: str) -> bool:
    return width(text) <= _TITLE_WIDTH and not numbered(text) and not _NO_TITLE.search(text)


def _form_of(text: str) -> str | None:
    if found := _SEC_FORM.search(text):
        return _sec_form(found)
    if _ANNUAL_ENGLISH.search(text):
        return "annual_report"
    plain = re.sub(r"\s+", "" if re.search("[\u4e00-\u9fff]", text) else " ", text)
    return next((form for form, pattern in _FORMS if pattern.search(plain)), None)


def _sec_form(found: re.Match[str]) -> str:
    plain = re.sub(r"\s", " ", found.group(1).upper())
    with_dash = re.sub(r"^(10|8|20|40|6|11)-?(?=[KQF])", r"\1-", plain)
    return with_dash + (found.group(2) or "").upper()


def _filer(head: Sequence[str]) -> str | None:
    for before, text in zip(("", *head), head, strict=False):
        if _CHARTER.match(text) and before:
            return before
    short = [text for text in head if width(text) <= _TITLE_WIDTH and "，" not in text]
    for text in short:
        if found := _CHINESE_FILER.match(text):
            return re.sub(r"\s+", "", found.group(1))
    english = (_ENGLISH_FILER.fullmatch(text) for text in head)
    return next((found.group(1) for found in english if found), None)


def _code(head: Sequence[str]) -> str | None:
    found = (_CODE.search(fold(text)) for text in head)
    return next((match.group(1) or match.group(2) for match in found if match), None)


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
