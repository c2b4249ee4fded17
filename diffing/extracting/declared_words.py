"""Corrections told inside a sentence: 将“…”更正为“…”, should read as "…", was stated as 318 and should have been 381.

Each row of the table is one way to say it. Words are in quotation marks; figures may stand without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from diffing.document import Document
from diffing.extracting.declared_passages import PassagePair, Passages

# Where the measure of a corrected figure is named: before it in the sentence, seldom after.
_BESIDE = 200
_QUOTED = re.compile(r"[“「『\"＂]([^“”「」『』\"＂]{1,400})[”」』\"＂]")
# A list of quoted words: “甲”、“乙”和“丙”. It gives nothing back, so that a page of quotation marks is read once.
_LIST = r"(?:[“「『\"][^“”「」『』\"]{1,400}[”」』\"](?:[ ]*(?:[、,，和及与]|and)?[ ]*(?=[“「『\"]))?){1,12}+"
_OLD, _NEW = rf"(?P<old>{_LIST})", rf"(?P<new>{_LIST})"
# A figure with its unit, as it is printed without quotation marks.
_UNIT = (
    r"(?:%|‰|(?i:million|billion|thousand|per cent|percent|cents?|shares|people)\b"
    r"|[万亿千百]{0,2}(?:美元|港元|元|股|人|项|家|吨|倍|个百分点)?)?"
)
_VALUE = rf"(?:(?:RMB|HK|US|[A-Z]{{3}})? ?[$£€¥]?)(?<!\d)\d[\d,]{{0,30}}(?:\.\d{{1,30}})?[ ]?{_UNIT}"
_OLD_VALUE, _NEW_VALUE = rf"(?P<old>{_VALUE})", rf"(?P<new>{_VALUE})"
_CHANGED = r"(?:更正|修改|修订|调整|更改|改正|改|补正)(?:成|为)"
_WAS = r"(?:原披露|原公告|原文|原为|误写|误披露)(?:内容)?(?:为)?[：:]?[ ]*"
_BARE = r"[^：:，。；“”\n]{2,120}"
_CORRECTED = r"(?:corrected|amended|revised|replaced)"
_SHOULD = (
    rf"(?:should (?:instead |now )?(?:have )?(?:be(?:en)?|read)(?: (?:{_CORRECTED}|reported|stated|disclosed|read))?"
    rf"|(?:is|are|was|were|has been|have been) (?:hereby )?{_CORRECTED})"
    r"(?: (?:as|to|by|with))?(?: (?:read|be))?(?: as)?(?: follows)?[:,]?[ ]?"
)
_WITH = r"(?:with|by|and (?:replace|replacing|substitute|insert)(?: it)?(?: with| by)?)"
_CORRECT = r"(?i:the )?(?i:correct) (?:\w+ ){1,3}(?:is|are|was|were|should be)[ ]?"

_ROWS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(row)
    for row in (
        # 将“2,846人”更正为“2,864人”; “甲”、“乙”分别更正为“丙”、“丁”; “方案”应为“预案”
        rf"{_OLD}[^“”。；\"]{{0,12}}?(?:{_CHANGED}|应为|应当为|应是)[：:]?[ ]*{_NEW}",
        # 应为“2,864人”，而非“2,846人”
        rf"(?:应为|应当为|应是)[ ]*{_NEW}[，,]?[ ]*(?:而非|而不是|误写为|误为|误披露为)[ ]*{_OLD}",
        # 误写为“2,846人”，现更正为…: a comma between is covered by the first row; 由2,846人更正为2,864人
        rf"{_OLD_VALUE}[，,]?[ ]*(?:现|应)?(?:{_CHANGED}|应为)[ ]*{_NEW_VALUE}",
        rf"(?:应为|应当为|应是)[ ]*{_NEW_VALUE}[，,]?[ ]*(?:而非|而不是|误写为|误为|误披露为)[ ]*{_OLD_VALUE}",
        # 原披露：质押100股，现更正为：质押120股
        rf"{_WAS}(?P<old>{_BARE})[，,；;。]?[ ]*(?:现|应)(?:{_CHANGED}|为)[：:]?[ ]*(?P<new>{_BARE})",
        # for "61 megalitres" read "67 megalitres"
        rf"(?i:\bfor) {_OLD},? ?(?:please )?(?i:read|substitute):? {_NEW}",
        # "28 June 2024" should be corrected to "26 July 2024"; the sentence "…" is hereby replaced by "…"
        rf"{_OLD}[^“”\".;]{{0,60}}?{_SHOULD}{_NEW}",
        # replace "…" with "…"; delete "…" and insert "…"
        rf"(?i:replac|substitut|delet)\w+ (?:the \w+ )?{_OLD},? {_WITH} {_NEW}",
        # corrected from "…" to "…"; should be "…" instead of "…"
        rf"(?i:correct|revis|amend|chang)\w* [^“”\".;]{{0,60}}?from {_OLD} to {_NEW}",
        rf"(?i:should|correct)[^“”\".;]{{0,60}}?{_NEW},? (?:instead of|rather than|in place of|and not|not) {_OLD}",
        # was stated as 318 and should have been reported as 381; the correct amount is $37.1 million
        rf"{_OLD_VALUE}[^“”\"\d]{{0,80}}?(?:{_SHOULD}|{_CORRECT}){_NEW_VALUE}",
        rf"(?i:correct|revis|amend|chang)\w* [^“”\"\d;]{{0,80}}?from {_OLD_VALUE} to {_NEW_VALUE}",
        rf"(?i:should|correct)[^“”\"\d;]{{0,60}}?{_NEW_VALUE},? (?:instead of|rather than|and not|not) {_OLD_VALUE}",
    )
)


def from_words(document: Document, text: str, told: Sequence[PassagePair]) -> Passages:
    """The corrections told in the sentences of `text`, apart from passages that are `told` already."""
    found: Passages = []
    for start, end in _paragraphs(document):
        said = text[start:end].replace("\n", " ")
        taken: list[tuple[int, int]] = [(one.start - start, one.end - start) for one in told]
        for row in _ROWS:
            for match in row.finditer(said):
                if not any(match.start() < right and left < match.end() for left, right in taken):
                    taken.append(match.span())
                    found += _pairs(match, start, document.text[start:end])
    return found


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    """Blocks of the text; a long one has no more corrections than a page of a notice."""
    for block in document.blocks:
        yield block.start, block.end


def _pairs(match: re.Match[str], start: int, said: str) -> Iterable[PassagePair]:
    old, new = (_members(said[slice(*match.span(side))]) for side in ("old", "new"))
    # “三、其他”“方案”应为“预案”: the first is where the words stand.
    for before, after in zip(old[-len(new) :], new, strict=False):
        if before != after and len(old) >= len(new):
            yield PassagePair(
                before=before,
                after=after,
                start=start + match.start(),
                end=start + match.end(),
                context=_around(said, match),
            )


def _around(said: str, match: re.Match[str]) -> str:
    return said[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]


def _members(words: str) -> list[str]:
    return [member.strip() for member in _QUOTED.findall(words)] or [words.strip()]
