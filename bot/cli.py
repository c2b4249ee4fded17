"""The command line: what can be typed, and the one edge where errors become a line and an exit code."""

from __future__ import annotations

import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from bot.answering import REFUSED, OutputGoneError, deliver, screen, warn
from bot.errors import BotError
from bot.rendering.guarding import one_line
from bot.rendering.looks import Screen
from diffing.change import Basis, Severity
from diffing.errors import DiffingError
from watchers.errors import WatchersError

# What a shell reports for a process that ended on SIGPIPE and on SIGINT.
BROKEN_PIPE, INTERRUPTED = 141, 130
_TRACE = "--verbose"

app = typer.Typer(
    name="filingwatch",
    help="Watches official filings and tells which figures and claims changed, with the evidence.",
    epilog="Any command takes --verbose, which adds the trace to an error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How a diff may be shown."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"
    CSV = "csv"


class ReadFormat(StrEnum):
    """How a document may be shown."""

    TEXT = "text"
    JSON = "json"


class ListFormat(StrEnum):
    """How a list of figures or claims may be shown."""

    TABLE = "table"
    JSON = "json"


class Language(StrEnum):
    """The languages people are told things in."""

    EN = "en"
    ZH = "zh"


File = Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.", show_default=False)]
_VERSION = "A file, - for standard input, or the id of a stored version."
Old = Annotated[str, typer.Argument(metavar="OLD", help=_VERSION, show_default=False)]
New = Annotated[str, typer.Argument(metavar="NEW", help=_VERSION, show_default=False)]
Tongue = Annotated[Language, typer.Option("--language", help="Of what you read, not of the filings.")]
Output = Annotated[Path | None, typer.Option("--output", help="Write here instead; all of it or nothing.")]


@app.command("diff")
def diff_command(
    old: Old,
    new: New,
    *,
    basis: Annotated[Basis, typer.Option(help="What the two are to each other.")] = Basis.AUTO,
    notice: Annotated[list[str] | None, typer.Option(help="A correction notice; may be repeated.")] = None,
    published: Annotated[
        tuple[str, str] | None, typer.Option(help="When the old and the new one were published.", metavar="OLD NEW")
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    output: Output = None,
    language: Tongue = Language.EN,
    at_least: Annotated[Severity, typer.Option(help="Show changes from this severity on.")] = Severity.INFO,
) -> int:
    """Show what changed between two files. Exits 0 for no change, 1 for changes, 2 for an error."""
    from bot.commands.diff import Asked, diff, parsed_dates
    from bot.rendering.looks import Look

    look = Look(language=language, at_least=at_least, screen=_screen(output))
    asked = Asked(
        old=old,
        new=new,
        basis=basis,
        notices=tuple(notice or ()),
        published=parsed_dates(published),
        format=form,
        look=look,
    )
    return deliver(diff(asked), output)


@app.command("read")
def read_command(
    file: File,
    *,
    form: Annotated[ReadFormat, typer.Option("--format")] = ReadFormat.TEXT,
    output: Output = None,
    language: Tongue = Language.EN,
) -> int:
    """Show what was read from a file: title, form, period, how much of it, and every block."""
    from bot.commands.read import read

    as_json = form is ReadFormat.JSON
    return deliver(read(file, language=language, screen=_screen(output), as_json=as_json), output)


@app.command("figures")
def figures_command(
    file: File,
    *,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    output: Output = None,
    language: Tongue = Language.EN,
) -> int:
    """List the figures of a file: value, unit, measure, period."""
    from bot.commands.read import figures

    as_json = form is ListFormat.JSON
    return deliver(figures(file, language=language, screen=_screen(output), as_json=as_json), output)


@app.command("claims")
def claims_command(
    file: File,
    *,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    output: Output = None,
    language: Tongue = Language.EN,
) -> int:
    """List the claims of a file: rankings, commitments, risks, who and when."""
    from bot.commands.read import claims

    as_json = form is ListFormat.JSON
    return deliver(claims(file, language=language, screen=_screen(output), as_json=as_json), output)


def main() -> None:
    """The program: exits with the code of the command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command line. Errors people can mend are one line; anything else is a bug and is loud."""
    trace = _TRACE in arguments
    _print_any_letter()
    try:
        return int(
            app([one for one in arguments if one != _TRACE], prog_name="filingwatch", standalone_mode=False) or 0
        )
    except OutputGoneError:
        return BROKEN_PIPE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except typer.TyperException as error:
        return _refused(f"{error.format_message()} (filingwatch --help tells more)", trace=trace)
    except (BotError, DiffingError, WatchersError) as error:
        return _refused(str(error), trace=trace)
    except Exception as error:  # noqa: BLE001 - the last edge: a trace by itself would exit with 1, which means changes
        kind = type(error).__name__
        return _refused(f"a bug in filingwatch ({kind}: {error}); --verbose shows where, please report it", trace=trace)


def _screen(output: Path | None) -> Screen:
    return Screen() if output else screen()


def _refused(words: str, *, trace: bool) -> int:
    if trace:
        import traceback

        traceback.print_exc()
    warn(f"filingwatch: {one_line(words)}")
    return REFUSED


def _print_any_letter() -> None:
    """A terminal of another encoding gets escapes for what it cannot print, rather than an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
