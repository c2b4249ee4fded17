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

        alike = {"schema": "filingwatch.alerts/1", "alerts": [_as_json(row) for row in rows]}
        return Answer(text=json_lines(alike))
    if not rows:
        return Answer(text=f"{words.phrase(_none(app, asked))}\n")
    heads = [words.phrase(f"alerts_{name}") for name in ("id", "state", "channel", "about", "tries", "since", "why")]
    kept = app.sending.trouble
    listed = [_row(row, _about(app, row, words), words, kept.get(row.channel, "")) for row in rows]
    table = aligned([heads, *listed], right=(0, 4))
    return Answer(text=printed([line(one) for one in table], asked.look.screen))


def _revived(app: App, number: int, words: Words) -> str:
    if not app.send_again(number):
        raise RefusedError(f"{number}: is no alert that is dead or unknown; filingwatch alerts lists them")
    return words.phrase("alerts_again", id=number)


def _none(app: App, asked: Asked) -> str:
    """Why there is nothing to list: that every alert was sent is said of alerts that there were."""
    if not app.config.watches:
        return "alerts_unwatched"
    return "alerts_none_such" if asked.state else "alerts_none"


def _row(row: OutboxRow, about: str, words: Words, trouble: str) -> tuple[str, ...]:
    state, since = words.label("states", row.state), f"{row.created:%Y-%m-%d %H:%M} UTC"
    # What a channel gives for an alert that it took is for looking the alert up there, and in the JSON.
    why = "" if row.state == "sent" else one_line(row.receipt or trouble)
    return str(row.id), state, one_line(row.channel), one_line(about), str(row.tries), since, why


def _about(app: App, row: OutboxRow, words: Words) -> str:
    """What an alert tells of: a change log, a filing without one, or a source that broke or is well again."""
    from bot.store import filings, polls

    with app.store.reading() as connection:
        if row.outage is not None:
            return words.phrase(f"alerts_of_{row.turn}", source=polls.get_outage(connection, row.outage).source)
        title = "" if row.filing is None else filings.get_filing(connection, row.filing).filing.title
    return title if row.diff is None else words.phrase("alerts_of_diff", id=row.diff, title=title)


def _as_json(row: OutboxRow) -> dict[str, object]:
    times = {name: at.isoformat() if at else None for name, at in (("created", row.created), ("wait", row.wait))}
    named = {"id": row.id, "key": row.key, "channel": row.channel, "filing": row.filing, "diff": row.diff}
    return {**named, "state": str(row.state), "tries": row.tries, "reason": row.receipt, **times}
