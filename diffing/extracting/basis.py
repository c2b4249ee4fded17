"""How a figure is counted: adjusted, at constant currency, for the parent company alone, unaudited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from diffing.extracting.clauses import Said
from diffing.extracting.lexicon import column, words
from diffing.extracting.patterns import any_of, whole_words
from diffing.extracting.quantities import Quantity

_BASIS = column("bases", "basis")
_PLACE = column("bases", "place")
_ALONE = frozenset(words("bases", place="alone"))


def _said(language: str) -> list[str]:
    return [word for word in words("bases", language=language) if word not in _ALONE]


_WORDS = {
    "zh": re.compile(any_of(_said("zh"))),
    "en": re.compile(whole_words(_said("en")), re.IGNORECASE),
}
# 按恒定汇率计算, on a constant currency basis: at its head, such a clause holds for the whole sentence.
_LEADS = re.compile(r"[ “(（]*(?:按|以|剔除|扣除|on a|at|excluding|in)", re.IGNORECASE)
_LONGEST_WINDOW = 120


def basis_of(said: Said, quantity: Quantity, floor: int) -> str:
    """The basis of a figure of a sentence; `floor` is where the figure before it ends. Empty where none is said."""
    clause = said.clause(quantity.start)
    start, end = said.span(clause)
    before = _last(said.text[max(start, floor, quantity.left - _LONGEST_WINDOW) : quantity.left], said.language)
    after = _last(said.text[quantity.right : min(end, quantity.right + _LONGEST_WINDOW)], said.language, after=True)
    if before or after or not clause or not _LEADS.match(said.text):
        return before or after
    return _last(said.text[: said.span(0)[1]], said.language)


def basis_of_headers(labels: Sequence[str], heads: Sequence[str], language: str) -> str:
    """The basis that a row's labels and the heads of its column and table give, the nearest first."""
    named = (_headed(label, language) for label in labels)
    headed = (_headed(head, language) or _alone(head) for head in heads)
    return next((found for found in (*named, *headed) if found), "")


@lru_cache(maxsize=1024)
def _headed(text: str, language: str) -> str:
    return _last(text, language)


def is_basis(phrase: str) -> bool:
    """Whether a phrase only says how is counted, and not what: 恒定汇率."""
    return phrase.casefold() in _BASIS


@lru_cache(maxsize=1024)
def _alone(head: str) -> str:
    word = " ".join(head.casefold().split())
    return _BASIS[word] if word in _ALONE else ""


def _last(text: str, language: str, *, after: bool = False) -> str:
    found = ""
    for match in _WORDS[language].finditer(text):
        word = " ".join(match.group().casefold().split())
        if not after or _PLACE[word] == "either":
            found = _BASIS[word] or found
    return found
