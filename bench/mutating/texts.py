"""Edits of the text around the figures: sentences and paragraphs that come, go, move, part and join."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from bench.making.blocks import Block, Heading, Paragraph
from bench.mutating.lifting import Swaps, in_paragraph, is_long, sentences, swap
from bench.mutating.mutation import Edited, Kind
from diffing.change import Relation, Severity

# Sentences of a fictional filer; each says something that no filing here says.
_NEW = {
    "zh": (
        "报告期后，潮声湾海工园区的二期泊位因台风受损，修复工作仍在进行。",
        "董事会秘书处已设立专线，受理持有人对浮标租赁业务的咨询。",
        "潮声湾实验室与南屿海洋学会签署了水声观测合作备忘录。",
        "公司新增的声学浮标产线设计产能为每年4,730台。",
        "上述租赁安排由独立评估师鲸落咨询出具了意见。",
    ),
    "en": (
        "After the reporting date, a storm damaged the second berth of our Tidewatch yard, and repairs are under way.",
        "We opened a help line for lessees of drifting buoys at our Tidewatch office.",
        "Our Tidewatch laboratory signed a memorandum on acoustic observation with the Southern Isle Ocean Society.",
        "The new buoy line in Tidewatch is designed to build 4,730 acoustic buoys a year.",
    ),
}
_JOINT = {"zh": "", "en": " "}
# A paragraph that moves says enough to be known again.
_LEAST_MOVED = {"zh": 30, "en": 90}

_SPLIT: Swaps = {
    "zh": (
        (
            r"(?<=[\u4e00-\u9fff%％元]{6})，(?=(?:同时|并且|而且|但|其中|主要|公司|本集团|该)[^，。]{6,}，[^。]{6,}。)",
            "。",
        ),
    ),
    "en": (
        (r"(?<=[a-z]{3}), and we (?=[a-z]+ [a-z]+)", ". We "),
        (r"(?<=[a-z]{3}), and our (?=[a-z]+ [a-z]+)", ". Our "),
    ),
}
_MERGED: Swaps = {
    "zh": ((r"(?<=[\u4e00-\u9fff%％元])。(?=[\u4e00-\u9fff])", "，"),),
    "en": ((r"(?<=[a-z])\. (?=[A-Z][a-z]+ [a-z]+)", "; "),),
}
_NUMBER = re.compile(r"(?P<head>^[第（(]?)(?P<number>[一二三四五六七八]|[1-8])(?P<tail>[、.节章）)](?!\d))")
_NEXT = str.maketrans("一二三四五六七八12345678", "二三四五六七八九23456789")


def _added(draw: Random, block: Block, language: str) -> Edited | None:
    if not isinstance(block, Paragraph) or not _ends(block.text, language):
        return None
    new = draw.choice(_NEW[language])
    at = draw.randint(0, len(pieces := sentences(block.text, language)))
    text = _JOINT[language].join([*pieces[:at], new, *pieces[at:]])
    return Edited(blocks=(replace(block, text=text),), old="", new=new)


def _dropped(draw: Random, block: Block, language: str) -> Edited | None:
    if not isinstance(block, Paragraph):
        return None
    pieces = sentences(block.text, language)
    long = [at for at, piece in enumerate(pieces) if is_long(piece, language) and _ends(piece, language)]
    if not long or len(pieces) == 1:
        return None
    at = draw.choice(long)
    rest = _JOINT[language].join([*pieces[:at], *pieces[at + 1 :]])
    return Edited(blocks=(replace(block, text=rest),), old=pieces[at], new="")


def _paragraph_dropped(_draw: Random, block: Block, language: str) -> Edited | None:
    if not isinstance(block, Paragraph) or not _is_full(block, language):
        return None
    return Edited(blocks=(), old=block.text, new="")


def _moved(_draw: Random, block: Block, language: str) -> Edited | None:
    if not isinstance(block, Paragraph) or not _is_full(block, language):
        return None
    return Edited(blocks=(block,), old=block.text, new=block.text, away=True)


def _is_full(block: Paragraph, language: str) -> bool:
    return len(block.text) >= _LEAST_MOVED[language] and _ends(block.text, language)


def _ends(text: str, language: str) -> bool:
    return text.rstrip().endswith("。" if language == "zh" else ".")


def _renumbered(_draw: Random, block: Block, _language: str) -> Edited | None:
    match = _NUMBER.match(block.text) if isinstance(block, Heading) else None
    if not isinstance(block, Heading) or not match:
        return None
    text = match["head"] + match["number"].translate(_NEXT) + block.text[match.start("tail") :]
    return Edited(blocks=(replace(block, text=text),), old=block.text, new=text)


_R = Relation
_COME = frozenset({_R.ADDED, _R.CLAIM_NEW, _R.FIGURE_NEW, _R.RISK_ADDED})
_GONE = frozenset({_R.REMOVED, _R.CLAIM_DROPPED, _R.FIGURE_DROPPED, _R.RISK_REMOVED, _R.GUIDANCE_WITHDRAWN})

KINDS = (
    Kind(name="sentence added", group="text", edit=_added, relations=_COME, least=Severity.LOW),
    Kind(name="sentence dropped", group="text", edit=_dropped, relations=_GONE, least=Severity.LOW),
    Kind(name="paragraph dropped", group="text", edit=_paragraph_dropped, relations=_GONE, least=Severity.LOW),
    Kind(name="paragraph moved", group="text", edit=_moved, relations=frozenset({_R.MOVED})),
    Kind(name="sentence split", group="format", edit=in_paragraph(swap(_SPLIT)), most=Severity.LOW),
    Kind(name="sentences merged", group="format", edit=in_paragraph(swap(_MERGED)), most=Severity.LOW),
    Kind(name="heading renumbered", group="format", edit=_renumbered, most=Severity.INFO),
)
