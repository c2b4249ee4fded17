"""Where sentences end, in Chinese and in English.

A semicolon or a colon ends no sentence: 1) …；2) … is one sentence, and so is what a colon announces.
"""

from __future__ import annotations

import re

from diffing.document import Pair
from diffing.keys import CJK

# 。！？ end a Chinese sentence together with the quotes and brackets that close after them (GB/T 15834-2011, 4.1-4.3
# and 5.1.3). A half-width . does so between Chinese signs, where writers use it for 。; ! and ? wherever they stand.
_CLOSERS = "”’」』）)】》〉］\\]\"'"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_END = re.compile(
    rf"(?:[。！？]+(?:[{_CLOSERS}]+[。！？]+)?|[!?]+(?=[{_CLOSERS}]*(?:\s|[{CJK}]|$))|(?<=[{_HAN}%％)）”])[.．](?=[{_CLOSERS}]*[{_HAN}“《])"
    rf"|[.．]+(?=[{_CLOSERS}]*(?:\s|$)))[{_CLOSERS}]*"
)

# A full stop inside a quotation that goes on ends nothing: “为什么？”的问题, “好。”，他说.
_GOES_ON = re.compile("[，、；：,;:的等和与及或之]")

# Words that are written with a stop. After the first kind a sentence never ends (Mr. Li, No. 5, e.g. this); after the
# second it does when a word follows that opens sentences (the U.S. The Company …).
_NEVER = re.compile(
    r"(?:[A-Z]|(?i:mr|mrs|ms|dr|prof|st|nos?|vs?|e\.g|i\.e|cf|figs?|sec|art|approx|est|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec|gen|sen|rep|hon|messrs|pp?|vol|ser|exh|viz|al|dept|ext))$"
)
_MAYBE = re.compile(
    r"(?i:inc|corp|ltd|co|llc|l\.p|plc|s\.a|n\.v|u\.s|u\.k|u\.s\.a|e\.u|d\.c|p\.r\.c|a\.m|p\.m|etc|jr|sr|bros|n\.a|b\.v|"
    r"s\.p\.a)$"
)
_LAST_WORD = re.compile(r"([A-Za-z](?:[A-Za-z]|\.(?=[A-Za-z]))*)$")
_OPENERS = re.compile(
    r"\s+[“\"'(\[]*(?i:the|we|our|in|this|these|those|it|its|as|for|if|on|at|by|an?|to|however|although|while|there|such|"
    r"each|all|no|under|during|since|additionally|furthermore|moreover|they|s?he|you|see|i|when|where|with|after)\b"
)
# What may open an English sentence: a capital, a digit, a quote, a bracket, a bullet, a Chinese sign.
_OPENS = re.compile(rf"\s+(?=[A-Z0-9\u00c0-\u00de“\"'‘(\[$€£•●▪■–—☐☑☒*{CJK}])|\s*$")
# The number of a list item or heading: its stop ends nothing (1. Business).
_ITEM_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}|(?:Item|ITEM|Note|NOTE|Part|PART) ?\d{1,2}[A-C]?)$")
# √适用 □不适用, √是 □否: what a form ticks before a paragraph is no part of its first sentence.
_TICKED = re.compile(r"\s*(?:[√□☑☐☒■]\s*(?:不?适用|是|否)\s*){2}")
_BLANK = re.compile(r"\s*")
_TEXT_END = re.compile(r"\s*\Z")
_ELLIPSIS = "..."
# No abbreviation is longer.
_LONGEST = 12


def split(text: str) -> list[Pair]:
    """The sentences of one paragraph as offsets into it, in order, without the white space around them."""
    found: list[Pair] = []
    ticked = _TICKED.match(text)
    start = ticked.end() if ticked else 0
    _append(found, text, (0, start))
    for mark in _END.finditer(text):
        if _ends(text, start, mark):
            _append(found, text, (start, mark.end()))
            start = mark.end()
    _append(found, text, (start, len(text)))
    return found


def _append(found: list[Pair], text: str, span: Pair) -> None:
    piece = text[span[0] : span[1]]
    said = piece.strip()
    if said:
        left = span[0] + len(piece) - len(piece.lstrip())
        found.append((left, left + len(said)))


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    sign = mark.group()
    if sign[-1] not in "。！？!?.．" and _GOES_ON.match(text, mark.end()):
        return False
    if sign[0] not in ".．":
        return True
    if sign.startswith(_ELLIPSIS) or _BLANK.fullmatch(text, start, mark.start()):
        return _opens(text, mark.end())
    return _opens(text, mark.end()) and not _abbreviates(text, start, mark)


def _opens(text: str, end: int) -> bool:
    return bool(_OPENS.match(text, end)) or not text[end : end + 1].isspace()


def _abbreviates(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the stop belongs to a word or a number before it rather than to the sentence."""
    if _ITEM_NUMBER.fullmatch(text, start, mark.start()):
        return True
    last = _LAST_WORD.search(text, max(start, mark.start() - _LONGEST), mark.start())
    if last is None or _TEXT_END.match(text, mark.end()):
        return False
    word = last.group()
    return bool(_NEVER.match(word) or (_MAYBE.match(word) and not _OPENERS.match(text, mark.end())))
