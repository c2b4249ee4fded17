"""The word-by-word difference of one pair of texts, cut so that a person can read it.

    old  研发人员数量达1500余人，其中硕士超过300人    new  研发人员数量达1,508人，同比增长19.1%
         研发人员数量达 [-1500余人-] {+1,508人+} ， [-其中硕士超过300人-] {+同比增长19.1%+}

A figure is one token, Chinese goes by character, Latin by word. On long texts difflib is cubic, so that a long pair is
cut at equal clauses first. Character differs with a semantic clean-up (diff-match-patch) were turned down: they cut
figures in the middle; so was a Chinese dictionary: it finds no better cuts and breaks names.
"""

from __future__ import annotations

import difflib
import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from diffing.aligning.moving import longest_chain
from diffing.change import Run, RunKind
from diffing.document import Pair
from diffing.keys import fold, key
from diffing.sliding import slid

# What a pair may cost: equal token pairs times tokens, which bounds difflib's worst case. 20 million take a second.
_COST = 20_000_000
# Longer pairs are cut at equal clauses before their words are looked at.
_LONG = 4_000
# Equal runs of so many signs between two longer changes tell nothing: they are shown as changed.
_ISLAND = 2

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_TOKEN = re.compile(
    r"(?P<figure>\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|[-+]?\d+(?:[,.]\d+)*(?:\s?(?:%|‰|万亿|亿|千万|百万|万))?"
    r"|[零〇一二三四五六七八九十百千万亿两]{2,})"
    r"|(?P<word>[A-Za-z\u00c0-\u024f]+(?:['’&\u00ad-][A-Za-z\u00c0-\u024f]+)*)"
    rf"|(?P<space>[\s{_INVISIBLE}]+)|(?P<sign>.)",
    re.DOTALL,
)
_CLAUSE_END = re.compile(r"(?:[,;:](?!\d)|[，；。：！？!?\n]|\.(?=\s|$))\s*")
_WORD_SIGN = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of a stretch, which together are all of it: where each starts, and at last where the stretch ends."""

    starts: list[int]
    keys: list[str]
    figures: list[bool]

    def text(self, side: _Side, part: slice) -> str:
        """What some of the tokens say."""
        return side.text[self.starts[part.start] : self.starts[part.stop]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of both sides: equal, or what one has in place of the other; `figures` says which side has one."""

    equal: bool
    old: str
    new: str
    old_figure: bool = False
    new_figure: bool = False

    @property
    def substitutes(self) -> bool:
        """Whether a figure stands in place of a figure."""
        return not self.equal and self.old_figure and self.new_figure


def runs(
    old: str, new: str, *, language: str, old_atoms: Sequence[Pair] = (), new_atoms: Sequence[Pair] = ()
) -> tuple[Run, ...]:
    """The runs that lead from `old` to `new`; what both share is shown as the new one writes it.

    `old_atoms` and `new_atoms` are spans that are never cut, as those of figures. Equal and delete runs joined have the
    key of `old`, equal and insert runs joined are `new`. `language` is zh or en.
    """
    sides = _side(old, old_atoms), _side(new, new_atoms)
    stretches = list(_stretches(*sides))
    allowed = _COST // max(len(stretches), 1)
    pieces = [piece for stretch in stretches for piece in _compared(*sides, stretch, allowed)]
    return slid(tuple(_runs(_without_islands(_spaced(_joined(pieces)), _ISLAND if language == "zh" else 2 * _ISLAND))))


@dataclass(frozen=True, slots=True)
class _Side:
    text: str
    folded: str
    atoms: tuple[Pair, ...]


def _side(text: str, atoms: Sequence[Pair]) -> _Side:
    return _Side(text, fold(text), tuple(sorted(atoms)))


def _stretches(old: _Side, new: _Side) -> Iterator[tuple[Pair, Pair]]:
    """Stretches of both sides that are compared with one another: all of it, or what lies between equal clauses."""
    if len(old.text) + len(new.text) <= _LONG:
        yield (0, len(old.text)), (0, len(new.text))
        return
    olds, news = _clauses(old), _clauses(new)
    texts = [old.text[start:end] for start, end in olds], [new.text[start:end] for start, end in news]
    before = (-1, -1)
    for i, j in [*_anchors(*texts), (len(olds), len(news))]:
        gap = range(before[0] + 1, i), range(before[1] + 1, j)
        if len(gap[0]) == len(gap[1]):
            yield from ((olds[a], news[b]) for a, b in zip(*gap, strict=True))
        else:
            yield _hull(olds, gap[0]), _hull(news, gap[1])
        if i < len(olds):
            yield olds[i], news[j]
        before = i, j


def _clauses(side: _Side) -> list[Pair]:
    """The clauses with the marks behind them; together they are the whole text. None is cut inside an atom."""
    inside = {at for start, end in side.atoms for at in range(start + 1, end)}
    ends = [found.end() for found in _CLAUSE_END.finditer(side.text) if found.end() not in inside]
    cuts = sorted({0, *ends, len(side.text)})
    return list(itertools.pairwise(cuts))


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Equal clauses in order: all at both ends, and between them those that stand once on each side."""
    shortest = min(len(old), len(new))
    head = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    tail = next((at for at in range(shortest - head) if old[-1 - at] != new[-1 - at]), shortest - head)
    places = _once(old, range(head, len(old) - tail)), _once(new, range(head, len(new) - tail))
    unique = [(at, places[1][text]) for text, at in places[0].items() if text in places[1]]
    kept = longest_chain([there for _, there in unique])
    ends = [(len(old) - tail + at, len(new) - tail + at) for at in range(tail)]
    return [*((at, at) for at in range(head)), *(pair for at, pair in enumerate(unique) if at in kept), *ends]


def _once(texts: Sequence[str], places: Iterable[int]) -> dict[str, int]:
    counts = Counter(texts[at] for at in places)
    return {texts[at]: at for at in places if counts[texts[at]] == 1}


def _hull(spans: Sequence[Pair], places: range) -> Pair:
    start = spans[places.start][0] if places.start < len(spans) else spans[-1][1] if spans else 0
    return (start, spans[places[-1]][1]) if places else (start, start)


def _compared(old: _Side, new: _Side, stretch: tuple[Pair, Pair], allowed: int) -> Iterator[_Piece]:
    """One stretch, token by token."""
    (old_start, old_end), (new_start, new_end) = stretch
    if old.text[old_start:old_end] == new.text[new_start:new_end]:
        yield _Piece(equal=True, old=old.text[old_start:old_end], new=new.text[new_start:new_end])
        return
    olds, news = _tokens(old, stretch[0]), _tokens(new, stretch[1])
    for equal, mine, theirs in _steps(olds.keys, news.keys, allowed):
        yield _Piece(
            equal=equal,
            old=olds.text(old, mine),
            new=news.text(new, theirs),
            old_figure=any(olds.figures[mine]),
            new_figure=any(news.figures[theirs]),
        )


def _steps(old: list[str], new: list[str], allowed: int) -> Iterator[tuple[bool, slice, slice]]:
    """Slices of both token lists, equal and changed ones: token by token where half of them stand as they stood."""
    same = list(map(str.__eq__, old, new)) if len(old) == len(new) else []
    if same and 2 * sum(same) >= len(same):
        at = 0
        for equal, stretch in itertools.groupby(same):
            start, at = at, at + len(list(stretch))
            yield equal, slice(start, at), slice(start, at)
    elif _cost(old, new) > allowed:
        yield False, slice(0, len(old)), slice(0, len(new))
    else:
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        for tag, i, i_end, j, j_end in matcher.get_opcodes():
            yield tag == "equal", slice(i, i_end), slice(j, j_end)


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    counts = Counter(new)
    return sum(counts[token] for token in old) * min(len(old), len(new))


def _tokens(side: _Side, span: Pair) -> _Tokens:
    """The tokens of a stretch. What says nothing belongs to the token before it."""
    found = _Tokens([], [], [])
    for start, end, kind in _cuts(side, span):
        if kind == "space":
            told = " " if _is_telling_space(side.folded, start, end) else ""
        else:
            told = _token_key(side.folded[start:end])
        if told or not found.keys:
            found.starts.append(start)
            found.keys.append(told)
            found.figures.append(kind == "figure")
    found.starts.append(span[1])
    return found


_token_key = lru_cache(maxsize=1 << 16)(key)


def _cuts(side: _Side, span: Pair) -> Iterator[tuple[int, int, str | None]]:
    """Start, end and kind of each token: atoms as they are given, what lies between them as the table says."""
    at = span[0]
    first = bisect_left(side.atoms, (span[0], span[0]))
    atoms = itertools.takewhile(lambda atom: atom[1] <= span[1], side.atoms[first:])
    for start, end in (*atoms, (span[1], span[1])):
        if start < at:
            continue
        for found in _TOKEN.finditer(side.folded, at, start):
            yield found.start(), found.end(), found.lastgroup
        if start < end:
            yield start, end, "figure"
        at = end


def _is_telling_space(text: str, start: int, end: int) -> bool:
    """Whether this is a space that `diffing.keys.key` keeps between the signs beside it."""
    return " " in _token_key(text[max(start - 1, 0) : end + 1])


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Neighbours of one kind as one piece."""
    return [
        piece
        for _, group in itertools.groupby(pieces, key=lambda piece: piece.equal)
        for piece in [_merged(list(group))]
        if piece.old or piece.new
    ]


def _merged(pieces: Sequence[_Piece]) -> _Piece:
    return _Piece(
        equal=all(piece.equal for piece in pieces),
        old="".join(piece.old for piece in pieces),
        new="".join(piece.new for piece in pieces),
        old_figure=any(piece.old_figure for piece in pieces),
        new_figure=any(piece.new_figure for piece in pieces),
    )


def _spaced(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The pieces, a space that only the new text has given to the change behind it: old words there stand without."""
    found = list(pieces)
    for at, (piece, after) in enumerate(itertools.pairwise(pieces)):
        said = _said(piece.new)
        if piece.equal and said != piece.new and piece.old == _said(piece.old):
            found[at] = replace(piece, new=said)
            found[at + 1] = replace(after, new=piece.new[len(said) :] + after.new)
    return found


def _said(text: str) -> str:
    """The text without the signs at its end that say nothing."""
    end = len(text)
    while end and not _token_key(text[end - 1]):
        end -= 1
    return text[:end]


def _without_islands(pieces: Sequence[_Piece], most: int) -> list[_Piece]:
    """The pieces, short equal ones between longer changes shown as changed, unless a figure was substituted there."""
    found: list[_Piece] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if found and after and _is_island(found[-1], piece, after, most):
            found[-1] = _merged([found[-1], piece, after])
        elif not (found and not found[-1].equal and not piece.equal):
            found.append(piece)
    return found


def _is_island(before: _Piece, piece: _Piece, after: _Piece, most: int) -> bool:
    if not piece.equal or piece.new_figure or _blurs(before, after) or _blurs(after, before):
        return False
    signs = len(_WORD_SIGN.findall(piece.new))
    return signs <= most and all(len(piece.new) <= max(len(side.old), len(side.new)) for side in (before, after))


def _blurs(piece: _Piece, other: _Piece) -> bool:
    """Whether joining the two would hide which figure stands for which: words added beside one do not."""
    return piece.substitutes and (other.old_figure or other.new_figure or bool(other.old and other.new))


def _runs(pieces: Iterable[_Piece]) -> Iterator[Run]:
    for piece in pieces:
        if piece.equal:
            yield Run(kind=RunKind.EQUAL, text=piece.new)
            continue
        if piece.old:
            yield Run(kind=RunKind.DELETE, text=piece.old)
        if piece.new:
            yield Run(kind=RunKind.INSERT, text=piece.new)
