"""How something is said: as done, expected, aimed at or promised; and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from diffing.extracting.lexicon import column, words
from diffing.extracting.patterns import any_of, whole_words
from diffing.figure import Modality

_MODALITY = column("modality", "modality")
_CUES = {
    "zh": re.compile(any_of(words("modality", language="zh"))),
    "en": re.compile(whole_words(words("modality", language="en")), re.IGNORECASE),
}
_SOURCE = {
    "zh": re.compile(
        r"(?:根据|依据|(?<![票数证单根依收凭])据)([^，。；：]{2,40}?)(?:显示|统计|测算|披露|的?数据显示)?[，,]"
    ),
    "en": re.compile(r"\b(?:according to|based on data from) ([^,.;]{2,60})", re.IGNORECASE),
}
# The firmest reading of a clause wins last: 预计将 is a forecast although 将 alone is one too.
_RANK = {
    Modality.ACTUAL: 0,
    Modality.OPINION: 1,
    Modality.ESTIMATE: 2,
    Modality.TARGET: 3,
    Modality.COMMITMENT: 4,
    Modality.FORECAST: 5,
}
# 将 before an object is 把: 将天工大模型迭代至 3.0 版本 is done, not promised.
_PUT = re.compile(r"将[^，。；]{1,20}?(?:予以|进行了|办理了|质押给|质押予|分别质押)")
_OBJECT = re.compile(
    r"将(?!全力|继续|进一步|持续|不断|会|于|在|有|是|能|不|努力|积极|加|推|大力|深化|聚焦|围绕|对|与|通过|以|为|由|从|按|坚|始|根|严|逐|尽|充)(?:其|[^，。；]{1,16}?(?:迭代|打造|调节为|作为|纳入|列为|转换|转让|集成|融入|细分|拆分|应用于|用于|控制在|分为|降至|提升至|扩大至))"
)


def modal_words(text: str, language: str) -> list[tuple[int, Modality]]:
    """Where the words of a sentence that say how firmly it is said end, in order, and the modality they give."""
    return [
        (cue.end(), Modality(_MODALITY[" ".join(cue.group().casefold().split())]))
        for cue in _CUES[language].finditer(text)
        if not is_object_mark(text, cue)
    ]


def modality_of(words: Sequence[tuple[int, Modality]], start: int, at: int) -> Modality:
    """The modality that the `words` from `start` on give the figure at `at`."""
    found = Modality.ACTUAL
    for number in range(bisect_right(words, at, key=itemgetter(0)) - 1, -1, -1):
        end, modality = words[number]
        if end <= start or found is Modality.FORECAST:
            break
        found = max(found, modality, key=_RANK.__getitem__)
    return found


def is_object_mark(text: str, cue: re.Match[str]) -> bool:
    """Whether the 将 of a cue marks the object of its verb and says nothing of the future."""
    if cue.group() != "将" or text[max(0, cue.start() - 2) : cue.start()] in {"努力", "计划", "预计"}:
        return False
    return any(pattern.match(text, cue.start()) for pattern in (_OBJECT, _PUT))


def names_source(text: str, language: str) -> bool:
    """Whether a sentence names a source at all."""
    return _SOURCE[language].search(text) is not None


_SOURCE_REACH = 300


def source_of(text: str, at: int, language: str) -> str:
    """The source that a sentence names before the offset `at`: 根据第三方数据."""
    found = ""
    for match in _SOURCE[language].finditer(text, max(0, at - _SOURCE_REACH), at):
        found = "" if is_rule(match.group(1)) else match.group(1).strip()
    return found


# 根据公司章程, 依据会计准则计提: what something is done by is no source of what is said.
_RULE = re.compile(
    r"制度|规定|準則|准则|办法|辦法|要求|章程|方案|协议|協議|合同|需求|政策|法[律规例規]|条例|條例|决议|決議|原则|情况|结构|计提|约定"
    r"|惯例|计划|会计|授权|委托|股东大会|董事会|通知|《"
)


def is_rule(phrase: str) -> bool:
    """Whether what follows 根据 is a rule or a need that is followed, and no source that says something."""
    return _RULE.search(phrase) is not None
