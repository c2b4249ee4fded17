"""Edits that change no word: spaces, width, scale of the same value, list marks, quotes, line ends."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from bench.making.blocks import Block, Bullet, Paragraph
from bench.mutating.lifting import Swaps, in_paragraph, in_sentence, swap
from bench.mutating.mutation import Edit, Edited, Kind
from diffing.change import Severity

_HAN = "[\u4e00-\u9fff]"
_WIDE = {ord(plain): chr(ord(plain) + 0xFEE0) for plain in "0123456789%,."}
_DIGITS = re.compile(r"\d[\d,.]*\d[%]?")
_YI = re.compile(r"(?<![\d.,])(\d{1,4}(?:\.\d{1,4})?)\s*亿(?=元|美元|港元)")
_PERCENT: Swaps = {"en": ((r"(?<=\d)%(?! ?[Nn]otes)", " percent"), (r"(?<=\d) percent\b", "%"))}
_QUOTES = {
    "zh": ((str.maketrans("“”", "「」")), str.maketrans("（）：", "():")),
    "en": (str.maketrans("’“”", '\'""'), str.maketrans("'", "’")),
}
_GROUPS: Swaps = {
    "zh": ((r"(?<![\d,.])(\d{1,3}),(\d{3})(?![\d,])(?=(?:\.\d+)?\s*[亿万元人股])", r"\1\2"),),
    "en": ((r"(?<=\$)(\d{1,3}),(\d{3})(?![\d,])", r"\1\2"),),
}
_MARKS = "•●■◆"


def _spaced(_draw: Random, text: str, language: str) -> str | None:
    """A space between each Chinese character and the digits beside it, or none at all."""
    if language != "zh":
        return None
    tight = re.sub(rf"(?<={_HAN}) +(?=[\d])|(?<=[\d%]) +(?={_HAN})", "", text)
    if tight != text:
        return tight
    return re.sub(rf"(?<={_HAN})(?=\d)|(?<=[\d%])(?={_HAN})", " ", text)


def _widened(_draw: Random, text: str, language: str) -> str | None:
    """The digits of a Chinese text in full width."""
    return _DIGITS.sub(lambda match: match.group().translate(_WIDE), text) if language == "zh" else None


def _rescaled(draw: Random, text: str, language: str) -> str | None:
    """亿 written as 万, the value the same."""
    found = list(_YI.finditer(text)) if language == "zh" else []
    if not found:
        return None
    match = draw.choice(found)
    value = Decimal(match.group(1)) * 10_000
    return f"{text[: match.start()]}{value.normalize():f}万{text[match.end() :]}"


def _requoted(draw: Random, text: str, language: str) -> str | None:
    return text.translate(draw.choice(_QUOTES[language]))


def _marked(draw: Random, block: Block, _language: str) -> Edited | None:
    if not isinstance(block, Bullet):
        return None
    mark = draw.choice(_MARKS.replace(block.mark, ""))
    return Edited(blocks=(replace(block, mark=mark),), old=block.text, new=block.text)


def _rewrapped(draw: Random, block: Block, language: str) -> Edited | None:
    """Line ends inside a paragraph; a page sets them anew anyway."""
    if not isinstance(block, Paragraph) or len(block.text) < _LONG[language]:
        return None
    width = draw.randrange(_LONG[language] // 3, _LONG[language])
    text = _wrapped(block.text, width, language)
    return Edited(blocks=(replace(block, text=text),), old=block.text, new=block.text)


_LONG = {"zh": 45, "en": 90}


def _wrapped(text: str, width: int, language: str) -> str:
    if language == "en":
        return re.sub(rf"(.{{{width},}}?) ", r"\1\n", text)
    return re.sub(rf"(.{{{width}}}(?<={_HAN})(?={_HAN}))", r"\1\n", text).strip()


def _kind(name: str, edit: Edit) -> Kind:
    return Kind(name=name, group="format", edit=edit, most=Severity.INFO)


KINDS = (
    _kind("spaces", in_paragraph(_spaced)),
    _kind("width", in_sentence(_widened)),
    _kind("亿 as 万", in_sentence(_rescaled)),
    _kind("percent sign", in_sentence(swap(_PERCENT))),
    _kind("thousands mark", in_sentence(swap(_GROUPS))),
    _kind("quotes", in_paragraph(_requoted)),
    _kind("list mark", _marked),
    _kind("line ends", _rewrapped),
)
