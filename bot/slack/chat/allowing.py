"""Who may do what: anybody looks, members of a channel review in it, and who is named changes what is watched."""

from __future__ import annotations

from bot.errors import BotError
from bot.slack.chat.desk import Desk
from bot.slack.chat.grammar import Right
from bot.slack.listening.heard import Heard


class NotAllowedError(BotError):
    """Somebody may not do that; `code` is the phrase that says who may."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def need(right: Right, one: Heard, desk: Desk, channel: str = "") -> None:
    """Raises NotAllowedError where this person does not have this right, in this channel.

    Guests of another workspace look and change nothing: a shared channel is theirs as well.
    """
    if right is Right.ANYBODY:
        return
    slack = desk.app.config.slack
    if one.home and one.home != one.team:
        raise NotAllowedError("chat_strangers")
    if right is Right.ADMIN and one.user not in slack.admins:
        raise NotAllowedError("chat_admins")
    if right is Right.MEMBER and not _reviews(one, desk, channel or one.channel):
        raise NotAllowedError("chat_members" if not slack.reviewers else "chat_reviewers")


def is_admin(one: Heard, desk: Desk) -> bool:
    """Whether this person may see what is told elsewhere."""
    return one.user in desk.app.config.slack.admins and (not one.home or one.home == one.team)


def _reviews(one: Heard, desk: Desk, channel: str) -> bool:
    slack = desk.app.config.slack
    if slack.reviewers:
        return one.user in (*slack.reviewers, *slack.admins)
    return desk.places.is_member(one.user, channel)
