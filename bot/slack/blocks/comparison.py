"""The answer to a question about two documents: an alert's layout, without what only an alert has."""

from __future__ import annotations

from bot.asking.comparing import Compared
from bot.languages import Words
from bot.reasons import reason_words
from bot.slack.blocks.alert import alert
from bot.slack.message import Message
from bot.slack.parts import actions, button
from bot.summarising import Context, summary

# As much room as the button below an answer takes.
_ROOM = (actions([button("share", "x" * 20, "x" * 60)]),)


def comparison(found: Compared, words: Words) -> Message:
    """What changed, as an alert says it, but for the watch: who asks need not know what is watched for others."""
    context = Context(
        change_log=str(found.log) if found.log is not None else "",
        baseline=reason_words(found.reason, words.language) if found.reason else "",
        old=found.old,
        new=found.new,
        old_published=found.old_published,
        new_published=found.new_published,
    )
    message, _ = alert(summary(found.diff, words.language), context, below=_ROOM)
    return Message(text=message.text, blocks=message.blocks[: -len(_ROOM)])
