"""The command line: which commands there are, and the one edge where errors become a line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Annotated

import typer

from bot.answering import REFUSED, OutputGoneError, say, warn
from bot.errors import BotError
from bot.rendering.guarding import one_line, redacted
from bot.typed import files, keeping, records, slack, watches, watching
from bot.typed.refusing import mistyped
from diffing.errors import DiffingError
from watchers.errors import WatchersError

# What a shell reports for a process that ended on SIGPIPE and on SIGINT.
BROKEN_PIPE, INTERRUPTED = 141, 130
_TRACE = "--verbose"

app = typer.Typer(
    name="filingwatch",
    epilog="Any command takes --verbose, which adds the trace to an error.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# In the order that --help lists them.
_COMMANDS: dict[str, Callable[..., int]] = {
    "demo": watching.demo_command,
    "diff": files.diff_command,
    "read": files.read_command,
    "figures": files.figures_command,
    "claims": files.claims_command,
    "log": records.log_command,
    "show": records.show_command,
    "review": records.review_command,
    "check": watching.check_command,
    "run": watching.run_command,
    "worker": watching.worker_command,
    "backfill": watching.backfill_command,
    "alerts": records.alerts_command,
    "doctor": keeping.doctor_command,
    "evidence": keeping.evidence_command,
    "backup": keeping.backup_command,
    "restore": keeping.restore_command,
    "prune": keeping.prune_command,
}
_OF_SLACK: dict[str, Callable[..., int]] = {"manifest": slack.slack_manifest_command, "lint": slack.slack_lint_command}

for _name, _command in _COMMANDS.items():
    app.command(_name)(_command)

_OF_WATCHES: dict[str, Callable[..., int]] = {
    "add": watches.add_command,
    "remove": watches.remove_command,
    "list": watches.list_command,
}
watch_app = typer.Typer(help="Follow something more, or give it up.", rich_markup_mode=None)
app.add_typer(watch_app, name="watch")
for _name, _command in _OF_WATCHES.items():
    watch_app.command(_name)(_command)

slack_app = typer.Typer(help="Set up the Slack app.", rich_markup_mode=None)
app.add_typer(slack_app, name="slack")
for _name, _command in _OF_SLACK.items():
    slack_app.command(_name)(_command)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer hands it in
    if wanted:
        from importlib.metadata import version

        say(f"filingwatch {version('filingwatch')}\n")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Watches official filings and tells which figures and claims changed, with the evidence."""


def main() -> None:
    """The program: exits with the code of the command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line. Errors people can mend are one line; anything else is a bug and is loud."""
    trace = _TRACE in arguments
    typed = [one for one in arguments if one != _TRACE] or ["--help"]
    _print_any_letter()
    try:
        return int(app(typed, prog_name="filingwatch", standalone_mode=False) or 0)
    except OutputGoneError:
        return BROKEN_PIPE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except typer.TyperException as error:
        return _refused(mistyped(error), trace=trace)
    except (BotError, DiffingError, WatchersError) as error:
        # What is wrong with a file names it, and a name may hold line ends.
        told = one_line(str(error)) if isinstance(error, DiffingError) else str(error)
        return _refused(told, trace=trace)
    except Exception as error:  # noqa: BLE001 - the last edge: a trace by itself would exit with 1, which means changes
        kind = type(error).__name__
        return _refused(f"a bug in filingwatch ({kind}: {error}); --verbose shows where, please report it", trace=trace)


def _refused(words: str, *, trace: bool) -> int:
    if trace:
        import traceback

        warn(redacted(traceback.format_exc()))
    # A configuration may hold several mistakes, each of which is a line.
    for line in words.splitlines():
        warn(f"filingwatch: {redacted(one_line(line))}")
    return REFUSED


def _print_any_letter() -> None:
    """A terminal of another encoding gets escapes for what it cannot print, rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
