"""The message about one diff: who filed what, the gravest changes, the figures, counts of the rest, and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.rendering.accounting import counted_rest
from bot.slack import limits
from bot.slack.blocks.changes import change_blocks
from bot.slack.blocks.citing import citation
from bot.slack.blocks.figures import figure_table
from bot.slack.blocks.room import Room, fitted
from bot.slack.escaping import clip, escaped, web_address
from bot.slack.message import Message
from bot.slack.parts import Part, header, link, rich, run, section, small
from bot.summarising import Context, Summary

_LINE = 200
_WARNINGS = 3
_FALLBACK, _SHORT = 300, 2_000


def alert(told: Summary, context: Context, *, again: str = "", below: Sequence[Part] = ()) -> tuple[Message, Room]:
    """The message, and how much of the diff it shows.

    `again` is a line for one that may have been posted before, `below` are blocks that stand at the end.
    """
    return fitted(lambda room: _alert(told, context, room, again, below))


def short_alert(told: Summary, context: Context) -> str:
    """The alert in a few escaped lines, for where Slack takes no layout: it says where the rest is."""
    words = told.words
    lines = [told.headline, told.compared, *(change.reason for change in told.gravest), told.verdict]
    rest = " · ".join(told.rest)
    said = [escaped(line, _LINE) for line in (*lines, rest) if line]
    return "\n".join((*said, *_further(context, words.phrase("slack_show", id=context.change_log))))[:_SHORT]


def _further(context: Context, show: str) -> Iterator[str]:
    if report := web_address(context.report):
        yield f"<{report}>"
    if context.change_log:
        yield escaped(show, _LINE)


def _alert(told: Summary, context: Context, room: Room, again: str, below: Sequence[Part]) -> Message:
    shown = told.gravest[: room.changes]
    blocks = [
        *small(again),
        header(told.headline),
        *rich(_documents(told, context)),
        *rich([section(run(clip(told.verdict, limits.TEXT), bold=True))]),
        *(block for at, one in enumerate(shown, 1) for block in change_blocks(at, one, told.words, room)),
        *figure_table(told.figures[: room.figures], told.words),
        *rich(part for change in shown[:1] for part in citation(change, told, context)),
        *small(*_counts(told, room), *_about(told, context)),
        *rich(_reading_on(told, context)),
        *below,
    ]
    return Message(text=_fallback(told), blocks=tuple(blocks))


def _fallback(told: Summary) -> str:
    """What a notification and a screen reader say; the first change follows the headline."""
    first = told.gravest[0].reason if told.gravest else told.verdict
    return "\n".join(escaped(line, _FALLBACK // 2) for line in (told.headline, first) if line)


def _documents(told: Summary, context: Context) -> Iterator[Part]:
    words = told.words
    rows = (("alert_new", told.new, context.new), ("alert_old", told.old, context.old))
    elements: list[Part] = []
    for key, side, address in rows:
        elements += run(words.phrase(key, link=""), bold=True)
        elements += link(address, clip(side.heading, _LINE))
        elements += run("\n")
    why = words.phrase("baseline", reason=context.baseline) if context.baseline else told.basis
    yield section([*elements, *run(clip(why, _LINE))])
    for warning in told.warnings[:_WARNINGS]:
        yield section(run(f"⚠ {clip(warning, _LINE)}"))


def _counts(told: Summary, room: Room) -> Iterator[str]:
    """What is not shown, and how the marks are to be read."""
    words = told.words
    hidden = len(told.others) + max(len(told.gravest) - room.changes, 0)
    rest = counted_rest(hidden, len(told.figures) - room.figures, words)
    warnings = len(told.warnings) - _WARNINGS
    more = [words.counted("more_warning", warnings)] if warnings > 0 else []
    yield clip(" · ".join((*rest, *more, *told.left_out)), 3 * _LINE)
    if told.gravest:
        yield words.phrase("slack_legend")


def _about(told: Summary, context: Context) -> Iterator[str]:
    words = told.words
    said = []
    if context.watch:
        said.append(words.phrase("alert_watch", watch=context.watch))
    if context.first_seen:
        said.append(words.phrase("alert_detected", when=f"{context.first_seen:%Y-%m-%d %H:%M} UTC"))
    yield clip(" · ".join(said), _LINE)


def _reading_on(told: Summary, context: Context) -> Iterator[Part]:
    words = told.words
    if web_address(context.report):
        yield section(link(context.report, words.phrase("slack_report")))
    elif context.change_log:
        yield section(run(words.phrase("slack_show", id=context.change_log)))
