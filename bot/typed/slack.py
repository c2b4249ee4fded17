"""Commands that set up the Slack app."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.answering import deliver
from bot.commands.options import Output
from bot.slack.manifest import Transport


def slack_manifest_command(
    *,
    transport: Annotated[
        Transport, typer.Option(help="How Slack reaches the app, if it is to listen.")
    ] = Transport.NONE,
    address: Annotated[str, typer.Option(metavar="URL", help="Where Slack calls it over HTTP.")] = "",
    uploads: Annotated[bool, typer.Option("--uploads", help="It may read files that are put into Slack.")] = False,
    output: Output = None,
) -> int:
    """Print the manifest to make the Slack app from."""
    from bot.commands.slack import manifest

    return deliver(manifest(transport, address, uploads=uploads), output)


def slack_lint_command(
    *,
    live: Annotated[bool, typer.Option("--live", help="Ask Slack as well; needs internet and no token.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print the messages as JSON lines instead.")] = False,
    output: Output = None,
) -> int:
    """Check that Slack takes every kind of message. Exits 1 when one would be refused."""
    from bot.app import build_apart, slack_judge
    from bot.commands.slack import lint

    return deliver(lint(build_apart(), slack_judge() if live else None, show=show), output)
