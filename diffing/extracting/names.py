"""The names of things in a document: what it puts in quotes, calls by a Latin name, or defines as a short form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diffing.document import Document
from diffing.extracting import metrics
from diffing.extracting.lexicon import words
from diffing.extracting.numerals import plain
from diffing.extracting.patterns import any_of

_LATIN = (
    r"[A-Z][A-Za-z]{0,20}[a-z][A-Za-z]{0,20}(?![A-Za-z])(?:[ -](?:[A-Z][A-Za-z]*"
    r"|\d{1,2}(?:\.\d+)?[A-Z]?(?!\d))(?![A-Za-z])){0,4}(?:-\d+[A-Z]?(?![A-Za-z]))?"
)
_LATIN_NAME = re.compile(rf"(?<![A-Za-z0-9@./]){_LATIN}")
_QUOTED = re.compile(r"[“「]([^“”「」，。；！？、]{1,16})[”」]")
_TITLED = re.compile(r"《([^《》，。；]{1,24})》")
_APPOSED = re.compile(r"(?:——|--)[“]?([^，。；—“”、\n]{2,18})[”]?(?=[，。；])")
_DEFINED = re.compile(r"[（(](?:以下|下)?(?:简称|称)[：:]?[ ]?[“\"「]?([^”\"」）)，]{2,12})[”\"」]?")
_SHORT_NAME = re.compile(r"证券简称[：:][ ]*([^\s，。；公编]{2,8})")
_RULES = (
    "办法", "法", "条例", "规定", "协议", "公告", "合同", "通知", "议案", "报告", "意见", "章程", "规则", "指引",
    "准则", "制度", "细则", "决定", "计划", "方案", "纲要", "书", "函", "表", "说明", "标准", "决议",
)  # fmt: skip
_CLAUSE_LIKE = re.compile(r"[，。；：]|[是在将已为与和的了]|模式|战略$|理念$|使命$|免费|方面$")
_FIRM = re.compile(r"(?:股份)?有限(?:责任)?公司$|集团$|（集团）.*$")
_NOT_NAMES = frozenset(word.casefold() for word in words("not_names"))
_MOST_NAMES = 800
_LONGEST_NAME = 40
_LONGEST_STEM = 6


@dataclass(frozen=True, slots=True)
class Names:
    """The filer's own names, and all other names of a document with the form each is known by."""

    filer: str
    own: frozenset[str]
    known: dict[str, str]
    pattern: re.Pattern[str]


def gather(document: Document) -> Names:
    """The names that `document` uses, read once before its sentences."""
    # Sentences and cells, not the raw text: a line end may stand inside a name.
    said = [
        passage.text for passage in (*document.sentences, *(cell for table in document.tables for cell in table.cells))
    ]
    text = plain("\n".join(said))
    filer = document.filer or ""
    own = set(words("filer_words", language=document.language))
    short = _SHORT_NAME.search(text[:4000])
    own |= {name for name in (filer, _FIRM.sub("", filer), short.group(1) if short else "") if len(name) > 1}
    known = _english(text) if document.language == "en" else _chinese(text)
    for word in own:
        known.pop(word, None)
    spelled = sorted({*known, *own}, key=len, reverse=True)
    flags = re.IGNORECASE if document.language == "en" else 0
    return Names(filer or "", frozenset(word.casefold() for word in own), known, re.compile(any_of(spelled), flags))


def _english(_text: str) -> dict[str, str]:
    """An English filing speaks of its filer; other subjects are segments and are named by the metric's words."""
    return {}


def _chinese(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _QUOTED.finditer(text):
        _add(found, match.group(1))
    for match in _DEFINED.finditer(text):
        _add(found, match.group(1))
    for match in _TITLED.finditer(text):
        if not match.group(1).endswith(_RULES):
            _add(found, match.group(1))
            found.setdefault(f"《{match.group(1)}》", match.group(1))
    for match in _APPOSED.finditer(text):
        _add(found, match.group(1).strip())
    for match in _LATIN_NAME.finditer(text):
        _add(found, match.group())
    _compound(text, found)
    return dict(list(found.items())[:_MOST_NAMES])


def _add(found: dict[str, str], name: str) -> None:
    name = name.strip()
    if (
        not 1 < len(name) <= _LONGEST_NAME
        or metrics.named(name).known
        or name.casefold() in _NOT_NAMES
        or _CLAUSE_LIKE.search(name)
        or name.isdigit()
    ):
        return
    found.setdefault(name, name)


_VERSION = re.compile(r"[ ]?\d+(?:\.\d+)+$")


def _compound(text: str, found: dict[str, str]) -> None:
    """Names that grow from known ones: 天工 from 天工 3.0, 天工 SkyMusic from 天工, GX from Opera GX."""
    for name in list(found):
        stem = _VERSION.sub("", name)
        if stem != name and len(stem) > 1:
            found.setdefault(stem, stem)
        head, _, tail = name.rpartition(" ")
        if head in found and tail.isupper() and tail.isalpha() and tail.casefold() not in _NOT_NAMES:
            found.setdefault(tail, name)
    han = [name for name in found if not name.isascii() and len(name) <= _LONGEST_STEM]
    if han:
        grown = re.compile(rf"(?:{any_of(han)})[ ]?{_LATIN}")
        for match in grown.finditer(text):
            found.setdefault(match.group(), match.group())
