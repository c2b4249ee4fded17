"""Which form a filing is, by the words of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diffing.reading.headings import numbered, width

# A title is no paragraph (width in columns).
TITLE_WIDTH = 160
# An SEC form names itself on a line of its own.
_FORM_LINE_WIDTH = 60

# What a title does not have: a comma or a full stop inside, the leader dots of a table of contents, a long value.
_NO_TITLE = re.compile(r"[。；，]|[：:].{30}|\.\s+\S|\.{4}|…{2}|[a-z]{4}\.$|\d-[KQF]\.$")

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
    ("annual_results", re.compile("(?:全年|年度|末期)[业業][绩績](?:公告|公佈)|(?i:(?:annual|final) results)")),
    ("interim_results", re.compile("(?:中期|半年度?)[业業][绩績](?:公告|公佈)|(?i:interim results)")),
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


def find_form(head: Sequence[str]) -> tuple[str | None, str]:
    """The form, and the line that names it: the most telling line, and of equal ones the first."""
    for text in head:
        if width(text) <= _FORM_LINE_WIDTH and (found := _SEC_FORM.search(text)):
            return _sec_form(found), text
    ranks = [name for name, _ in _FORMS]
    named = [(kind, text) for text in head if _may_be_title(text) and (kind := form_of(text))]
    if not named:
        return None, ""
    # A form that is not in the table is the regulator's own name for it (10-K), and nothing outranks that.
    return min(named, key=lambda pair: ranks.index(pair[0]) if pair[0] in ranks else -1)


def _may_be_title(text: str) -> bool:
    return width(text) <= TITLE_WIDTH and not numbered(text) and not _NO_TITLE.search(text)


def form_of(text: str) -> str | None:
    """The form that a title names, None when it names none."""
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
