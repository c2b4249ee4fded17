"""Which tables correspond, and in them which cells: by title, headers, section and place, then line by line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from diffing.aligning.alignment import Index, TableLink
from diffing.aligning.leftovers import link_wordless
from diffing.aligning.lines import Lines, lines, listed, pair_lines
from diffing.aligning.linking import link_alike, plain_likeness, residue
from diffing.aligning.masking import mask
from diffing.aligning.pairing import NONE, Pairing
from diffing.aligning.side import Side
from diffing.aligning.unchanged import set_aside, set_aside_masked, set_aside_masked_in_order, set_aside_repeated
from diffing.document import Document, Table
from diffing.keys import key
from diffing.settings import Settings

# Characters of titles and headers that tell a table from others; more cost time and tell nothing new.
_TELLING = 2000
# Tables of one document that may have a row of the same name, for the name to tell them from others.
_FEW = 3
# Tables of one name that are held against each other, and the part of their rows that makes two of them one.
_MOST_NAMESAKES, _SAME_ROWS = 40, 0.5


@dataclass(frozen=True, slots=True)
class _Told:
    """The tables of one document, the number of the section each stands in, and in how many a row's name stands."""

    tables: tuple[Table, ...]
    lines: list[Lines]
    places: list[int]
    spread: Counter[str]

    def side(self, words: Callable[[Table, Lines], str]) -> Side:
        """The tables as a side, each told by some of its words."""
        texts = tuple(map(words, self.tables, self.lines))
        return Side(keys=texts, masks=tuple(map(mask, texts)), worded=(True,) * len(texts), places=tuple(self.places))


def link_tables(old: Document, new: Document, sections: dict[int, int], settings: Settings) -> tuple[TableLink, ...]:
    """The tables that correspond, in the order of the new document, each with one partner."""
    olds = _told(old.tables, [_section(old, table) for table in old.tables])
    news = _told(new.tables, [sections.get(_section(new, table), -1) for table in new.tables])
    pairing = Pairing(len(old.tables), len(new.tables))
    whole = olds.side(_all_words), news.side(_all_words)
    set_aside(*whole, pairing)
    set_aside_repeated(*whole, pairing, evenly=False)
    identical = set(pairing.firsts())
    named = olds.side(_names), news.side(_names)
    _link_by_rows((olds, news), named, pairing)
    _link_headed(*named, pairing, settings)
    found = []
    for j, i, likeness in sorted((j, i, likeness) for i, j, likeness in pairing.links()):
        rows, columns = pair_lines(olds.lines[i], news.lines[j], settings)
        if (i, j) in identical or olds.places[i] == news.places[j] or _share_a_name(olds, news, (i, j), rows):
            found.append(_link(olds.tables[i], news.tables[j], (i, j, likeness), (rows, columns)))
    return tuple(found)


def _told(tables: tuple[Table, ...], places: list[int]) -> _Told:
    seen = [lines(table) for table in tables]
    return _Told(tables, seen, places, Counter(name for mine in seen for name in set(mine.rows.keys)))


def _share_a_name(old: _Told, new: _Told, link: tuple[int, int], rows: Pairing) -> bool:
    """Whether a row's name that few tables have links them: in another section 合计 and 期末余额 are no reason."""
    i, j = link
    names = ((old.lines[i].rows.keys[row], new.lines[j].rows.keys[partner]) for row, partner in rows.firsts())
    return any(a and b and old.spread[a] <= _FEW and new.spread[b] <= _FEW for a, b in names)


def _link_by_rows(told: tuple[_Told, _Told], named: tuple[Side, Side], pairing: Pairing) -> None:
    """Link tables of one name, where there are several, by the rows of figures that most of both is made of."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for at in pairing.free_old():
        waiting[named[0].masks[at]].append(at)
    alike = [(i, j) for j in pairing.free_new() for i in waiting[named[1].masks[j]][:_MOST_NAMESAKES]]
    counts = Counter(named[1].masks[j] for _, j in alike)
    shares = [(_share(told[0].lines[i], told[1].lines[j]), -i, -j) for i, j in alike if counts[named[1].masks[j]] > 1]
    for share, i, j in sorted(shares, reverse=True):
        if share >= _SAME_ROWS and pairing.are_free(-i, -j):
            pairing.link(-i, -j, plain_likeness(named[0].keys[-i], named[1].keys[-j]))


def _share(old: Lines, new: Lines) -> float:
    """Which part of the rows with figures of the longer table both have."""
    mine, other = (
        Counter(tuple(row) for row in side.grid if any(sign.isdigit() for text in row[1:] for sign in text))
        for side in (old, new)
    )
    return (mine & other).total() / max(mine.total(), other.total(), 1)


def _link_headed(old: Side, new: Side, pairing: Pairing, settings: Settings) -> None:
    def likeness(i: int, j: int) -> float:
        return plain_likeness(old.keys[i], new.keys[j])

    set_aside_masked(old, new, pairing, likeness)
    set_aside_masked_in_order(old, new, pairing, likeness)
    link_alike(old, new, pairing, residue(old, new, pairing), settings)
    link_wordless(old, new, pairing)


def _section(document: Document, table: Table) -> int:
    return document.blocks[table.block].section if document.blocks else 0


def _all_words(table: Table, mine: Lines) -> str:
    return "\n".join([key(table.title), key(table.unit_note), *("\t".join(row) for row in mine.grid)])


def _names(table: Table, mine: Lines) -> str:
    """Title, column headers and row names, as far as they tell."""
    names = (*mine.columns.keys, *mine.rows.keys)
    return " ".join([key(table.title), *(name for name in names if not name.startswith("\x02"))])[:_TELLING]


def _link(old: Table, new: Table, link: tuple[int, int, float], paired: tuple[Pairing, Pairing]) -> TableLink:
    rows, columns = paired
    return TableLink(
        old=link[0],
        new=link[1],
        likeness=round(link[2], 6),
        rows=listed(rows),
        columns=listed(columns),
        cells=tuple(_cells(old, new, rows, columns)),
    )


def _cells(old: Table, new: Table, rows: Pairing, columns: Pairing) -> Iterator[tuple[Index, Index]]:
    """Each old cell with the new one at the same row and column, then the new cells that are left."""
    standing = _standing(new)
    left = dict.fromkeys(range(len(new.cells)))
    for at, cell in enumerate(old.cells):
        places = (
            (rows.of_old[row], columns.of_old[column])
            for row in range(cell.row, min(cell.row + cell.row_span, old.rows))
            for column in range(cell.column, min(cell.column + cell.column_span, old.columns))
        )
        found = next((standing[place] for place in places if standing.get(place, NONE) in left), None)
        if found is not None:
            del left[found]
        yield at, found
    yield from ((None, at) for at in left)


def _standing(table: Table) -> dict[tuple[int, int], int]:
    """The cell that stands at each row and column."""
    return {
        (row, column): at
        for at, cell in enumerate(table.cells)
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows))
        for column in range(cell.column, min(cell.column + cell.column_span, table.columns))
    }
