"""What is usual in a document: the size of its body type, its margins, its indent and the distance of its lines."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from diffing.reading.pdf.lines import Line
from diffing.reading.pdf.numbering import find_mark
from diffing.reading.pdf.sheet import Sheet

# A margin that fewer lines than this share reach is not one.
_LEFT_SHARE = 0.05
# Justified text ends on one place in at least this share of its lines; below it the text is ragged.
_JUSTIFIED = 0.2
# Points beyond a margin that no hanging comma reaches, and the share of lines that may stand there all the same.
_BEYOND, _FEW_BEYOND = 20.0, 0.3
# Fewer lines than these show no margin of their own.
_FEW = 3
# Points, where there is no text at all.
_NO_SIZE = 10.0
# So many lines, and a quarter of a page, that end together show the margin of that page.
_ENOUGH = 4
# In em: distances of baselines that are those of lines. In bins of two points: what lies around a margin.
_CLOSEST, _FURTHEST, _BIN_AND_HALF = 0.8, 4.0, 1.5
# In em. A page whose lines begin so much further in than usual has a margin of its own, and no indents only.
_FAR_IN = 2.6
# Distances of lines on a page that must be alike to show what is usual there, and their share of all.
_ALIKE, _ALIKE_SHARE = 4, 0.4
# A distance that this share of the full lines of a document keep is usual in a part of it.
_FAIR_SHARE = 0.1
# Share of the characters of a file: with more of them bold, the weight says nothing.
_BOLD_BODY = 0.6
# What is set beyond the margin where a line has no room for it (GB/T 15834-2011, 5.1: it begins no line).
_HANGING = "，。、；："
# What ends its line by saying all: a list of such lines has no margin.
_ENDS = "。；;.!?！？：:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where text runs: left and right margin in points, and the indent of first lines (0 when there is none).

    `pitch` is the usual distance of baselines there in em, where it is clear, and 0 where it is not.
    """

    left: float
    right: float
    indent: float = 0.0
    pitch: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """`em` is the size of most type in points, `pitch` the usual distance of baselines in em.

    `wide` is the widest distance that a part of the document keeps: a report sets its notes closer than its text.
    `sizes` are all that a fair share of its text is set in, to the half point.
    """

    em: float
    pitch: float
    wide: float
    sizes: frozenset[float]
    columns: dict[tuple[int, int], Column]

    def column(self, sheet: Sheet) -> Column:
        """The text column of a page of this width; left and right pages of a book have margins of their own."""
        usual = self.columns.get(_side(sheet), Column(left=0, right=sheet.width))
        right = _common_edge([line.right for line in _upright(sheet.lines)], self.em)
        left = _common_edge([-line.left for line in sheet.lines], self.em)
        far = left is not None and -left - usual.left > usual.indent + _FAR_IN * self.em
        return replace(
            usual,
            right=usual.right if right is None else right,
            left=-left if left is not None and far else usual.left,
            pitch=_clear_pitch(sheet.lines, usual.right if right is None else right),
        )


def measure(sheets: list[Sheet]) -> Typography:
    """The typography of a document, from its lines outside tables."""
    counts = _sizes(line for sheet in sheets for line in sheet.lines)
    em = counts.most_common(1)[0][0] if counts else _NO_SIZE
    sides: dict[tuple[int, int], list[Sheet]] = {}
    for sheet in sheets:
        sides.setdefault(_side(sheet), []).append(sheet)
    columns = {
        side: measure_column([line for sheet in some for line in sheet.lines], em) for side, some in sides.items()
    }
    pitch = _pitch(sheets, em)
    wide = max([pitch, *_usual_pitches(sheets, columns)])
    sizes = frozenset(size for size, count in counts.items() if count >= _FAIR_SHARE * counts.total())
    return Typography(em=em, pitch=pitch, wide=wide, sizes=sizes, columns=columns)


def lighten(sheets: list[Sheet]) -> None:
    """Takes the weight off all lines of a file whose body is bold by what its fonts declare: it marks nothing there."""
    lines = [line for sheet in sheets for line in sheet.lines]
    if sum(len(line.text) for line in lines if line.bold) > _BOLD_BODY * sum(len(line.text) for line in lines):
        for line in lines:
            line.bold, line.places[4] = False, 0


def _side(sheet: Sheet) -> tuple[int, int]:
    return round(sheet.width / 10), sheet.number % 2


def _sizes(lines: Iterable[Line]) -> Counter[float]:
    """How many characters are set in each size, to the half point."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.em * 2) / 2] += len(line.text)
    return sizes


def measure_column(lines: list[Line], em: float) -> Column:
    """The margins most lines of body type keep."""
    body = [line for line in lines if abs(line.em - em) < 1] or lines
    if not body:
        return Column(left=0, right=0)
    lefts = Counter(round(line.left / 2) for line in body)
    usual = [place for place, count in lefts.items() if count >= _LEFT_SHARE * len(body)]
    left = 2.0 * min(usual or lefts)
    right = _right([line.right for line in body])
    return Column(left=left, right=right, indent=_indent(body, left, em), pitch=_clear_pitch(lines, right))


def local_column(lines: list[Line], column: Column) -> Column:
    """The margins of a few lines that stand together, where they clearly keep others than the page's.

    Boxes, quotes and notes are set narrower; two of three lines must end together to show where.
    """
    if len(lines) < _FEW:
        return column
    if is_at(column.right, lines[0]):
        # Lines that keep one distance and fill their column are set at that distance, whatever is usual elsewhere.
        column = replace(column, pitch=max(column.pitch, (lines[1].base - lines[0].base) / lines[1].em))
    lefts = sorted(line.left for line in lines[1:])
    em = lines[0].em
    if lefts[-1] - lefts[0] >= em or 2 * sum(line.text[-1] in _ENDS for line in lines) >= len(lines):
        return column
    rights = [line.right for line, below in itertools.pairwise(lines) if find_mark(below.text) is None]
    if len(rights) < _FEW - 1:
        return column
    rights = sorted([*rights, lines[-1].right])
    if rights[-1] - rights[-2] >= em or max(abs(rights[-1] - column.right), abs(lefts[0] - column.left)) < em:
        return column
    return Column(left=lefts[0], right=rights[-1], indent=column.indent, pitch=column.pitch)


def _upright(lines: list[Line]) -> list[Line]:
    """The lines that end in no mark that may hang over the margin, where those are the most."""
    plain = [line for line in lines if line.text[-1] not in _HANGING]
    return plain if 2 * len(plain) > len(lines) else lines


def _common_edge(rights: list[float], em: float) -> float | None:
    """Where enough lines of one page end together and none goes further; None when no place is that clear."""
    if len(rights) < _ENOUGH:
        return None
    ordered = sorted(rights, reverse=True)
    edge = ordered[len(ordered) // 10]
    near = [right for right in ordered if abs(right - edge) < em / 4]
    return edge if len(near) >= max(_ENOUGH, len(ordered) // 4) and ordered[0] - edge < em else None


def _right(rights: list[float]) -> float:
    places = Counter(round(right / 2) for right in rights)
    counts = {at: places[at - 1] + places[at] + places[at + 1] for at in list(places)}
    for place, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        if count < _JUSTIFIED * len(rights):
            break
        # Labels may end together too; beyond a margin stand few lines.
        if sum(right > 2 * place + _BEYOND for right in rights) <= _FEW_BEYOND * len(rights):
            near = sorted(right for right in rights if abs(right / 2 - place) <= _BIN_AND_HALF)
            return near[len(near) // 2]
    ordered = sorted(rights)
    return ordered[int(0.95 * (len(ordered) - 1))]


def _indent(body: list[Line], left: float, em: float) -> float:
    offsets = Counter(round((line.left - left) / 2) for line in body if 0.8 * em < line.left - left < 3.5 * em)
    if not offsets:
        return 0.0
    place, count = offsets.most_common(1)[0]
    return 2.0 * place if count >= _LEFT_SHARE * len(body) else 0.0


def _pitch(sheets: list[Sheet], em: float) -> float:
    steps: Counter[float] = Counter()
    for sheet in sheets:
        steps.update(_steps(itertools.pairwise([line for line in sheet.lines if abs(line.em - em) < 1])))
    return steps.most_common(1)[0][0] if steps else 1.5


def _usual_pitches(sheets: list[Sheet], columns: dict[tuple[int, int], Column]) -> Iterator[float]:
    """The distances in em that a fair share of the full lines of a document keep from the next."""
    steps: Counter[float] = Counter()
    for sheet in sheets:
        steps.update(_full_steps(sheet.lines, columns[_side(sheet)].right))
    return (step for step, count in steps.items() if count >= _FAIR_SHARE * steps.total())


def _full_steps(lines: list[Line], right: float) -> list[float]:
    return _steps(pair for pair in itertools.pairwise(lines) if is_at(right, pair[0]))


def _clear_pitch(lines: list[Line], right: float) -> float:
    """The distance in em that most lines of a page keep from a full one above; 0 when there is none."""
    steps = Counter(_full_steps(lines, right))
    if not steps:
        return 0.0
    step, count = steps.most_common(1)[0]
    return step if count >= max(_ALIKE, _ALIKE_SHARE * steps.total()) else 0.0


def is_at(right: float, line: Line) -> bool:
    """Whether a line reaches the right margin."""
    return line.right > right - _BIN_AND_HALF * line.em


def _steps(pairs: Iterable[tuple[Line, Line]]) -> list[float]:
    """The distances of baselines in em, to the tenth, that are those of lines."""
    steps = [(below.base - above.base) / below.em for above, below in pairs]
    return [round(step * 10) / 10 for step in steps if _CLOSEST < step < _FURTHEST]
