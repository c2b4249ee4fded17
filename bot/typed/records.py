"""Commands that look at what is stored: log, show, alerts."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.answering import deliver
from bot.commands.options import AlertState, ConfiguredTongue, Format, ListFormat, LogFormat, Loudness, Output, Whole
from bot.rendering.looks import Look
from bot.typed.building import built, screen_of
from diffing.change import Severity


def log_command(
    *,
    watch: Annotated[str | None, typer.Option(help="Only of this watch.")] = None,
    filer: Annotated[str | None, typer.Option(help="Only of this filer: its id, code or name.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only compared from this day on, UTC.")] = None,
    text: Annotated[str, typer.Option(help="Only with these words in a change.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many, newest first.")] = 50,
    at_least: Loudness = Severity.INFO,
    form: Annotated[LogFormat, typer.Option("--format")] = LogFormat.TABLE,
    output: Output = None,
    language: ConfiguredTongue = None,
) -> int:
    """List, filter and search stored change logs, newest first."""
    from bot.commands.log import Asked, log

    with built(looking=True) as app:
        look = Look(language=language or app.config.language, at_least=at_least, screen=screen_of(output))
        asked = Asked(watch=watch, filer=filer, since=since, words=text, limit=limit, form=form, look=look)
        return deliver(log(app, asked), output)


def show_command(
    number: Annotated[str, typer.Argument(metavar="ID", help="The id that log lists.", show_default=False)],
    *,
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    at_least: Loudness = Severity.INFO,
    whole: Whole = False,
    output: Output = None,
    language: ConfiguredTongue = None,
) -> int:
    """Show one stored change log as it was made."""
    from bot.commands.log import show

    with built(looking=True) as app:
        look = Look(
            language=language or app.config.language,
            at_least=at_least,
            screen=screen_of(output),
            whole=whole or output is not None,
        )
        return deliver(show(app, number, form=form, look=look), output)


def review_command(
    number: Annotated[str, typer.Argument(metavar="ID", help="The id that log lists.", show_default=False)],
    act: Annotated[
        str, typer.Argument(metavar="DECISION", help="confirm, dismiss, escalate or reopen.", show_default=False)
    ],
    *,
    change: Annotated[
        list[str] | None, typer.Option(metavar="CHANGE", help="Only this change, by its id in the JSON; repeatable.")
    ] = None,
    note: Annotated[str, typer.Option(help="Why.")] = "",
) -> int:
    """Decide about the changes of a change log; it stands on the record, with who and when."""
    from bot.commands.review import review

    with built() as app:
        return deliver(review(app, number, act, names=change or (), note=note, language=app.config.language))


def alerts_command(
    *,
    state: Annotated[AlertState | None, typer.Option(help="Only these; all that are not sent unless given.")] = None,
    resend: Annotated[
        list[int] | None, typer.Option(metavar="ID", help="Send a dead or unknown one again; may be repeated.")
    ] = None,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    output: Output = None,
    language: ConfiguredTongue = None,
) -> int:
    """List the alerts that have not been sent, and why; or send one again."""
    from bot.commands.alerts import Asked, alerts

    with built(looking=True) as app:
        look = Look(language=language or app.config.language, screen=screen_of(output))
        asked = Asked(state=state, resend=tuple(resend or ()), as_json=form is ListFormat.JSON, look=look)
        return deliver(alerts(app, asked), output)
