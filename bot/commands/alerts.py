"""`filingwatch alerts`: what has not been sent, and why; and sending again what is dead or unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answering import Answer, RefusedError
from bot.languages import Words, words_in
from bot.rendering.columns import aligned, line, printed
from bot.rendering.guarding import one_line
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from bot.operating import App
    from bot.store.rows import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which alerts are asked for: those at one state, or all that are not sent; or which is to be sent again."""

    state: str | None = None
    resend: tuple[int, ...] = ()
    as_json: bool = False
    look: Look = field(default_factory=Look)


def alerts(app: App, asked: Asked) -> Answer:
    """The alerts that are not sent, oldest first, each with what came of its last try."""
    words = words_in(asked.look.language)
    if asked.resend:
        return Answer(text="".join(f"{_revived(app, number, words)}\n" for number in asked.resend))
    rows = app.alerts(asked.state)
    if asked.as_json:
        from bot.rendering.formats import json_lines

        listed = {"schema": "filingwatch.alerts/1", "alerts": [_as_json(row) for row in rows]}
        return Answer(text=json_lines(listed))
    if not rows:
        return Answer(text=f"{words.phrase('alerts_none')}\n")
    heads = [words.phrase(f"alerts_{name}") for name in ("id", "state", "key", "tries", "since", "why")]
    table = aligned([heads, *(_row(row, words) for row in rows)], right=(0, 3))
    return Answer(text=printed([line(one) for one in table], asked.look.screen))


def _revived(app: App, number: int, words: Words) -> str:
    if not app.send_again(number):
        raise RefusedError(f"{number}: is no alert that is dead or unknown; filingwatch alerts lists them")
    return words.phrase("alerts_again", id=number)


def _row(row: OutboxRow, words: Words) -> tuple[str, ...]:
    state, since = words.label("states", row.state), f"{row.created:%Y-%m-%d %H:%M}Z"
    return str(row.id), state, one_line(row.key), str(row.tries), since, one_line(row.receipt or "")


def _as_json(row: OutboxRow) -> dict[str, object]:
    times = {name: at.isoformat() if at else None for name, at in (("created", row.created), ("wait", row.wait))}
    named = {"id": row.id, "key": row.key, "channel": row.channel, "filing": row.filing, "diff": row.diff}
    return {**named, "state": str(row.state), "tries": row.tries, "reason": row.receipt, **times}
