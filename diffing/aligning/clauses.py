"""Finds the clause of one sentence inside another one: only this sees 超过3亿 turn into 3.04亿 in a long sentence.

Sentences that no link holds are cut into clauses; those with a figure are compared, figures masked, with all clauses
of the other side that have one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from diffing.aligning import candidates, similarity
from diffing.aligning.alignment import ClauseLink
from diffing.aligning.masking import mask, unnumbered
from diffing.document import Pair
from diffing.keys import key
from diffing.settings import Settings

# A mark that ends a clause, unless it stands inside a number.
_MARK = re.compile(r"[;:](?!\d)|[，；。：！？!?]|\.(?=\s|$)|(?<!\d)[,;]|,(?!\s?\d)")
_MARKS = " \t\r\n\u3000,.;:!?，。；：！？"
# What a figure is written with: a clause without any of it is passed over unread.
_DIGIT = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]")
_LETTER = re.compile(r"[^\W\d_]")
# Letters that a clause needs beside the words of change, a Chinese sign counted as four: fewer name nothing.
_FEWEST_LETTERS = 8
# What only says how something changed, not what: a clause of nothing else is everywhere.
_CHANGE = re.compile(
    "[同环]比|较?(?:上年|去年|上期|期初|年初|上季度?)(?:同期|度|末)?|同期|[增减](?:长|加|少|幅)|[上下](?:升|涨|降|滑)"
    "|提[升高]|降[低幅]|[增减升降达约为了]"
    r"|\b(?:an?|the|or|of|by|to|with|from|and|was|were|up|down|about|over|compared|respectively|years?|quarter"
    r"|(?:in|de)creas(?:e|es|ed|ing))\b"
)
# A clause that stands whole inside a longer one is as good, less this.
_INSIDE = 0.12
# Clauses of one side that are looked at; a sentence of a million characters is not told by its clauses.
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class _Clause:
    sentence: int
    span: Pair
    mask: str


def link_clauses(
    old: Sequence[str],
    new: Sequence[str],
    free: tuple[Iterable[int], Iterable[int]],
    *,
    settings: Settings,
) -> tuple[ClauseLink, ...]:
    """The clauses with figures of free sentences, each linked with the clause of the other side most like it."""
    free_old, free_new = map(frozenset, free)
    if not free_old and not free_new:
        return ()
    olds, news = _clauses(old), _clauses(new)
    index = candidates.build([clause.mask for clause in olds], [clause.mask for clause in news])
    asking = np.asarray([at for at, clause in enumerate(news) if clause.sentence in free_new], np.int64)
    forth = candidates.propose(index, asking, settings)
    asking = np.asarray([at for at, clause in enumerate(olds) if clause.sentence in free_old], np.int64)
    back = candidates.propose(index.swapped(), asking, settings).swapped()
    scored = {
        (i, j): _likeness(olds[i].mask, news[j].mask)
        for found in (forth, back)
        for i, j in zip(found.old.tolist(), found.new.tolist(), strict=True)
    }
    return tuple(_best(olds, news, scored, settings))


def _best(
    olds: Sequence[_Clause], news: Sequence[_Clause], scored: dict[tuple[int, int], float], settings: Settings
) -> list[ClauseLink]:
    """One to one, the most alike first."""
    used_old: set[int] = set()
    used_new: set[int] = set()
    found = []
    for (i, j), likeness in sorted(scored.items(), key=lambda item: (-item[1], item[0])):
        if likeness < settings.clause_likeness:
            break
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            found.append(_link(olds[i], news[j], likeness))
    return sorted(found, key=lambda link: (link.new, link.new_span, link.old, link.old_span))


def _link(old: _Clause, new: _Clause, likeness: float) -> ClauseLink:
    return ClauseLink(
        old=old.sentence, old_span=old.span, new=new.sentence, new_span=new.span, likeness=round(likeness, 6)
    )


def _likeness(old: str, new: str) -> float:
    return max(similarity.ratio(old, new), similarity.ratio_inside(old, new) - _INSIDE)


def _clauses(sentences: Sequence[str]) -> list[_Clause]:
    """The clauses that have a figure and name something."""
    found: list[_Clause] = []
    for at, text in enumerate(sentences):
        for start, end in spans(text):
            if len(found) == _MOST:
                return found
            if not _DIGIT.search(text, start, end):
                continue
            masked = mask(unnumbered(key(text[start:end])))
            if "#" in masked and _letters(_CHANGE.sub("", masked)) >= _FEWEST_LETTERS:
                found.append(_Clause(at, (start, end), masked))
    return found


def _letters(text: str) -> int:
    return sum(1 if letter.isascii() else 4 for letter in _LETTER.findall(text))


def spans(text: str) -> list[Pair]:
    """The clauses of a sentence as half-open spans, without the marks between them."""
    cuts = [0, *(found.end() for found in _MARK.finditer(text)), len(text)]
    pieces = ((start, end) for start, end in itertools.pairwise(cuts) if text[start:end].strip(_MARKS))
    return [_trimmed(text, start, end) for start, end in pieces]


def _trimmed(text: str, start: int, end: int) -> Pair:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip(_MARKS))
