"""One change in rich text: how grave and where, old and new words redlined, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.languages import Words
from bot.rendering.guarding import one_line
from bot.rendering.redlining import ARROW, around, clipped, one_sided, readable, shortened
from bot.rendering.views import ChangeView
from bot.slack.blocks.room import Room
from bot.slack.escaping import ELLIPSIS, clip
from bot.slack.parts import Part, emoji, quote, rich, run, section
from diffing.change import Run, RunKind, Severity

_SIGNS = {
    Severity.CRITICAL: "rotating_light",
    Severity.HIGH: "red_circle",
    Severity.MEDIUM: "large_orange_circle",
    Severity.LOW: "large_blue_circle",
    Severity.INFO: "white_circle",
}
_PLACE_LENGTH = 160
# On either side of what a change is about, where old and new have too little in common for a redline.
_SIDE_LENGTH = 200


def change_blocks(number: int, change: ChangeView, words: Words, room: Room) -> list[Part]:
    """The change as a list of one block."""
    return rich(_parts(number, change, words, room))


def _parts(number: int, change: ChangeView, words: Words, room: Room) -> Iterator[Part]:
    grave = f" {number} · {change.severity_word} · {clip(change.relation, _PLACE_LENGTH)}"
    where = " · ".join(filter(None, (change.section, change.place, change.declaration)))
    place = run(f"\n{clip(where, _PLACE_LENGTH)}") if where else []
    yield section([emoji(_SIGNS[change.severity]), *run(grave, bold=True), *place])
    yield quote(list(quoted(change, words, room)))
    yield section(run(clip(change.reason, room.reason), italic=True))


def quoted(change: ChangeView, words: Words, room: Room) -> Iterator[Part]:
    """The words of a change: redlined where that reads well, else both sides one below the other."""
    colon = words.phrase("colon")
    if one_sided(change.runs):
        label = words.phrase("said_old" if change.old else "said_new")
        said = "".join(one.text for one in clipped(change.runs, room.quote))
        yield from run(clip(f"{label}{colon}{said}", room.quote + _PLACE_LENGTH))
    elif readable(change.runs):
        yield from _redlined(list(clipped(shortened(change.runs), room.quote)), room)
    else:
        yield from _side(words.phrase("said_old") + colon, change.old, change.focus_old, room, strike=True)
        yield from _side(f"\n{words.phrase('said_new')}{colon}", change.new, change.focus_new, room, bold=True)


def _side(label: str, said: str, focus: Sequence[str], room: Room, **style: bool) -> Iterator[Part]:
    """One side under its label; only what the change is about is struck out or bold, so that the rest can be read."""
    yield from run(label)
    left = clip(around(said, focus), min(room.quote, _SIDE_LENGTH))
    for words in filter(None, map(one_line, focus[: room.runs // 4])):
        before, found, after = left.partition(words)
        if not found:
            continue
        yield from (*run(before), *run(found, **style))
        left = after
    yield from run(left)


def _redlined(runs: Sequence[Run], room: Room) -> Iterator[Part]:
    """Runs of text: struck out where only the old document says it, bold where only the new one does."""
    said = 0
    stretches = [(alike, list(some)) for alike, some in groupby(runs, key=lambda one: one.kind is RunKind.EQUAL)]
    for alike, stretch in stretches:
        if said >= room.runs:
            yield from run(ELLIPSIS)
            return
        made = list(run("".join(one.text for one in stretch)) if alike else _difference(stretch, room.quote))
        said += len(made)
        yield from made


def _difference(runs: Sequence[Run], most: int) -> Iterator[Part]:
    """One difference; the spaces around it stand outside, and an arrow stands between its two sides."""
    old, new = ("".join(one.text for one in runs if one.kind is kind) for kind in (RunKind.DELETE, RunKind.INSERT))
    lead, trail = (" " * any(side[at : at + 1 or None].isspace() for side in (old, new)) for at in (0, -1))
    struck, bold = clip(old, most), clip(new, most)
    yield from run(lead)
    yield from run(struck, strike=True)
    yield from run(f" {ARROW} " if struck and bold else "")
    yield from run(bold, bold=True)
    yield from run(trail)
