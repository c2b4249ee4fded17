"""What people decide about changes, wherever they do: each decision stands on the record with who and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.errors import BotError
from bot.store.asked import take_on
from bot.store.reviews import Decision, add_review, change_rows, decisions

if TYPE_CHECKING:
    from bot.operating import App


class NoSuchChangeError(BotError):
    """A change that the change log does not have."""


def review(
    app: App, diff: int, names: Collection[str], decision: Decision, *, who: str, note: str = "", key: str = ""
) -> bool:
    """Whether the decision was recorded, for each of these changes of a change log, or all for none.

    With `key`, not a second time for the same key. Raises NoSuchChangeError, and NotFoundError for no such change log.
    """
    app.show(diff)
    with app.store.writing() as connection:
        if key and not take_on(connection, key, now=app.clock()):
            return False
        for row in chosen(connection, diff, names):
            add_review(connection, row, decision, who=who, note=note, now=app.clock())
    return True


def remark(connection: Any, diff: int, names: Collection[str], *, who: str, note: str, now: datetime) -> None:
    """Puts a remark on the record of these changes; what was decided about each stays as it is."""
    before = decisions(connection, diff)
    rows = change_rows(connection, diff)
    for name in names:
        add_review(connection, rows[name], before.get(name, Decision.OPEN), who=who, note=note, now=now)


def chosen(connection: Any, diff: int, names: Collection[str]) -> list[int]:
    """The rows of these changes of a diff, or of all."""
    rows = change_rows(connection, diff)
    unknown = sorted(set(names) - rows.keys())
    if unknown:
        raise NoSuchChangeError(f"change log {diff} has no change {', '.join(unknown)}; show lists them as JSON")
    return [row for name, row in rows.items() if not names or name in names]
