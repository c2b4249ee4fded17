"""The clauses of two linked sentences that differ, side by side.

公司不存在对外担保，亦无诉讼。    公司不存在对外担保 ─ 公司存在对外担保
公司存在对外担保，亦无诉讼。      亦无诉讼 is the same, and set aside
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diffing.aligning import align_sentences
from diffing.aligning.masking import mask
from diffing.aligning.similarity import ratio
from diffing.keys import key
from diffing.settings import Settings

# A mark ends a clause unless it stands inside a number (1,234), a date (June 30, 2025), a reference (No. 333-1) or a
# list (、); what follows a colon belongs to what stands before it.
_END = re.compile(
    r"(?<=[，；。！？])|(?<=[,;.!?])(?<!\bNo\.)(?<!\bno\.)(?<!\bNos\.)(?=\s)(?!\s\d{4}\b)|(?<=[,;])(?=[^\d\s])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePair:
    """One clause on either side that tells of the same thing; a side without one is empty.

    `likeness` is that of the words, figures and dates masked: 1 where only numbers differ.
    """

    old: str
    new: str
    likeness: float


def differing_clauses(old: str, new: str, *, language: str, settings: Settings) -> tuple[ClausePair, ...]:
    """The clauses of two texts that are not the same on both sides, those that belong together in one pair."""
    olds, news = _without_common(_split(old), _split(new))
    if len(olds) == 1 and len(news) == 1:
        return (_pair(olds[0], news[0]),)
    links = align_sentences(olds, news, language=language, settings=settings)
    pairs = [_pair(olds[i], news[j]) for i, j, _ in links]
    alone_old = [clause for i, clause in enumerate(olds) if i not in {link[0] for link in links}]
    alone_new = [clause for j, clause in enumerate(news) if j not in {link[1] for link in links}]
    pairs += [_pair(clause, "") for clause in alone_old]
    return (*pairs, *(_pair("", clause) for clause in alone_new))


def _pair(old: str, new: str) -> ClausePair:
    likeness = ratio(mask(_bare(old)), mask(_bare(new))) if old and new else 0.0
    return ClausePair(old=old, new=new, likeness=likeness)


def _split(text: str) -> list[str]:
    return [clause.strip() for clause in _END.split(text) if key(clause).strip(" ,.;:!?")]


def _without_common(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The clauses of each side that the other does not have word for word."""
    both = {_bare(clause) for clause in old} & {_bare(clause) for clause in new}
    return [c for c in old if _bare(c) not in both], [c for c in new if _bare(c) not in both]


def _bare(clause: str) -> str:
    return key(clause).strip(" ,.;:!?")
