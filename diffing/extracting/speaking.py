"""How something is said: as done, expected, aimed at or promised; and on whose word."""

from __future__ import annotations

import re

from diffing.extracting.lexicon import column, words
from diffing.extracting.patterns import any_of, whole_words
from diffing.figure import Modality

_MODALITY = column("modality", "modality")
_CUES = {
    "zh": re.compile(any_of(words("modality", language="zh"))),
    "en": re.compile(whole_words(words("modality", language="en")), re.IGNORECASE),
}
_SOURCE = {
    "zh": re.compile(r"(?:根据|依据|据)([^，。；：]{2,40}?)(?:显示|统计|测算|披露|的?数据显示)?[，,]"),
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
_NOT_AHEAD = re.compile(r"将(?=近|军|其|[^，。；]{1,14}?(?:迭代|升级|打造|作为|纳入|列为|转))|计划(?=于|的)|已")


def modality_of(text: str, start: int, at: int, language: str) -> Modality:
    """The modality that the words from `start` give the figure at `at`."""
    found = Modality.ACTUAL
    for cue in _CUES[language].finditer(text, start, at):
        if language == "zh" and _NOT_AHEAD.match(text, cue.start()) and cue.group() in {"将", "计划"}:
            continue
        modality = Modality(_MODALITY[" ".join(cue.group().casefold().split())])
        found = max(found, modality, key=lambda one: _RANK[one])
    return found


def source_of(text: str, at: int, language: str) -> str:
    """The source that a sentence names before the offset `at`: 根据第三方数据."""
    found = ""
    if ("据" in text) if language == "zh" else ("ccording to" in text or "data from" in text):
        for match in _SOURCE[language].finditer(text, 0, at):
            found = match.group(1).strip()
    return found
