"""What follows an alert in its thread: citations of what it shows, and the changes that it only counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.slack import limits
from bot.slack.blocks.changes import change_blocks
from bot.slack.blocks.citing import citation
from bot.slack.blocks.room import Room
from bot.slack.escaping import escaped
from bot.slack.message import Message, size
from bot.slack.parts import Part, rich, small
from bot.summarising import Context, Summary

# A thread is read by few and to its end by none: what goes on after this stands in the report.
REPLIES = 3
_ROOM = Room(changes=0, quote=160, runs=24, figures=0, reason=160)
# What the lines around the changes of one reply take at the most, of the characters that a message may have.
_FRAME = 1_500
_MOST = limits.BLOCKS - 2
_FALLBACK = 200


def replies(told: Summary, context: Context, room: Room) -> tuple[Message, ...]:
    """The replies below an alert that shows as much as `room`; the last one counts what is in none of them."""
    shown = told.gravest[: room.changes]
    cited = [part for change in shown[1:] for part in citation(change, told, context)]
    first = [_reply(told.words.phrase("slack_citations"), rich(cited))] if cited else []
    return (*first, *_rest(told, context, len(shown)))


def _rest(told: Summary, context: Context, shown: int) -> Iterator[Message]:
    words = told.words
    changes = (*told.gravest[shown:], *told.others)
    entries = [change_blocks(at, one, words, _ROOM) for at, one in enumerate(changes, shown + 1)]
    total, at = shown + len(entries), shown
    for number, group in enumerate(_packed(entries)[:REPLIES], 1):
        head = words.phrase("slack_rest", first=at + 1, last=at + len(group), total=total)
        at += len(group)
        left = words.counted("more_change", total - at) if number == REPLIES and at < total else ""
        foot = words.phrase("slack_rest_more", more=left, id=context.change_log) if left else ""
        yield _reply(head, [block for entry in group for block in entry], foot)


def _packed(entries: Sequence[list[Part]]) -> list[list[list[Part]]]:
    """The entries in groups that fit into a message each."""
    groups: list[list[list[Part]]] = []
    room = 0
    for entry in entries:
        needed = size(entry)
        if not groups or needed > room or len(groups[-1]) >= _MOST:
            groups.append([])
            room = limits.CHARACTERS - _FRAME
        groups[-1].append(entry)
        room -= needed
    return groups


def _reply(head: str, blocks: Sequence[Part], foot: str = "") -> Message:
    return Message(text=escaped(head, _FALLBACK), blocks=(*small(head), *blocks, *small(foot)))
