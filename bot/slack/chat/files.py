"""Files that somebody put into Slack, held against each other: only where the configuration allows it."""

from __future__ import annotations

from bot.asking.comparing import PAIR, UnansweredError, of_files
from bot.asking.wording import question
from bot.inside import Original
from bot.slack.blocks.comparison import comparison
from bot.slack.chat.desk import Desk, Reply
from bot.slack.listening.heard import Uploaded
from watchers.fetching import FILE_LIMIT


def compared(desk: Desk, reply: Reply) -> None:
    """The two files of a message, the first one as the old one. Raises UnansweredError where that may not be."""
    files = reply.heard.files
    if not desk.app.config.slack.uploads:
        raise UnansweredError("asked_no_uploads")
    if len(files) != PAIR:
        raise UnansweredError("asked_two_files", values={"count": str(len(files))})
    old, new = (_original(desk, file) for file in files)
    reply.say(comparison(of_files(desk.app, (old, new)), reply.words), share=True)


def has_addresses(words: str) -> bool:
    """Whether a message names something to compare."""
    return bool(question(words).addresses)


def _original(desk: Desk, file: Uploaded) -> Original:
    if file.size > FILE_LIMIT:
        raise UnansweredError("asked_large_file", values={"name": file.name, "limit": str(FILE_LIMIT >> 20)})
    return Original(body=desk.client.download(file.address, limit=FILE_LIMIT), name=file.name or "file")
