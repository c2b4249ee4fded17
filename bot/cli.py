"""The command line: what can be typed, and the one edge where errors become a line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.answering import REFUSED, OutputGoneError, deliver, say, screen, warn
from bot.commands.options import (
    AlertState,
    ConfiguredTongue,
    File,
    Format,
    Language,
    ListFormat,
    LogFormat,
    Loudness,
    New,
    Old,
    Output,
    Picture,
    ReadFormat,
    Recognition,
    Tongue,
    Whole,
)
from bot.errors import BotError
from bot.rendering.guarding import one_line, redacted
from bot.rendering.looks import Look, Screen
from bot.slack.manifest import Transport
from diffing.change import Basis, Severity
from diffing.errors import DiffingError
from watchers.errors import WatchersError

if TYPE_CHECKING:
    from bot.inside import Original
    from bot.operating import App

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

slack_app = typer.Typer(help="Set up the Slack app.", rich_markup_mode=None)
app.add_typer(slack_app, name="slack")


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


@app.command("demo")
def demo_command(
    *,
    keep: Annotated[Path | None, typer.Option(metavar="DIR", help="Where; a temporary folder unless given.")] = None,
    language: Tongue = Language.EN,
) -> int:
    """Show the whole story on bundled sample filings. No keys, no server, no network."""
    from bot.app import build
    from bot.commands.demo import demo
    from bot.config import load

    look = Look(language=language, screen=screen())
    demo(keep, look, lambda config, say: build(load(config, {}), say=say))
    return 0


@app.command("diff")
def diff_command(
    old: Old,
    new: New,
    *,
    basis: Annotated[Basis, typer.Option(help="What the two are to each other.")] = Basis.AUTO,
    notice: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="A correction notice; may be repeated.")
    ] = None,
    published: Annotated[
        tuple[str, str] | None, typer.Option(help="The days the old and the new one were published.", metavar="OLD NEW")
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    output: Output = None,
    language: Tongue = Language.EN,
    at_least: Loudness = Severity.INFO,
    whole: Whole = False,
    ocr: Recognition = False,
) -> int:
    """Show what changed between two files.

    Exits 0 for no change, 1 for changes, 2 for an error, or when so much was unread that "no change" cannot be said.
    """
    from bot.app import build_apart
    from bot.commands.diff import Asked, diff, parsed_dates

    asked = Asked(
        old=old,
        new=new,
        basis=basis,
        notices=tuple(notice or ()),
        published=parsed_dates(published),
        format=form,
        look=Look(language=language, at_least=at_least, screen=_screen(output), whole=whole or output is not None),
        ocr=ocr,
    )
    return deliver(diff(asked, build_apart(), _stored), output)


@app.command("read")
def read_command(
    file: File,
    *,
    form: Annotated[ReadFormat, typer.Option("--format")] = ReadFormat.TEXT,
    page: Picture = None,
    ocr: Recognition = False,
    output: Output = None,
    language: Tongue = Language.EN,
) -> int:
    """Show what was read from a file, block by block, or outlined on a picture of a page."""
    from bot.app import build_apart
    from bot.commands.read import picture, read

    if page is not None:
        return deliver(picture(file, page, build_apart(), output, ocr=ocr))
    look = Look(language=language, screen=_screen(output))
    return deliver(read(file, build_apart(), look, as_json=form is ReadFormat.JSON, ocr=ocr), output)


@app.command("figures")
def figures_command(
    file: File,
    *,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    output: Output = None,
    language: Tongue = Language.EN,
    ocr: Recognition = False,
) -> int:
    """List the figures of a file: value, unit, measure, period."""
    from bot.app import build_apart
    from bot.commands.read import figures

    look = Look(language=language, screen=_screen(output))
    return deliver(figures(file, build_apart(), look, as_json=form is ListFormat.JSON, ocr=ocr), output)


@app.command("claims")
def claims_command(
    file: File,
    *,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    output: Output = None,
    language: Tongue = Language.EN,
    ocr: Recognition = False,
) -> int:
    """List the claims of a file: rankings, promises, risks."""
    from bot.app import build_apart
    from bot.commands.read import claims

    look = Look(language=language, screen=_screen(output))
    return deliver(claims(file, build_apart(), look, as_json=form is ListFormat.JSON, ocr=ocr), output)


@app.command("log")
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

    with _built() as built:
        look = Look(language=language or built.config.language, at_least=at_least, screen=_screen(output))
        asked = Asked(watch=watch, filer=filer, since=since, words=text, limit=limit, form=form, look=look)
        return deliver(log(built, asked), output)


@app.command("show")
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

    with _built() as built:
        look = Look(
            language=language or built.config.language,
            at_least=at_least,
            screen=_screen(output),
            whole=whole or output is not None,
        )
        return deliver(show(built, number, form=form, look=look), output)


@app.command("check")
def check_command(
    watches: Annotated[
        list[str] | None, typer.Argument(metavar="[WATCH]...", help="All, unless some are named.")
    ] = None,
    *,
    stored: Annotated[bool, typer.Option("--stored", help="Only show how the last polls ended.")] = False,
    language: ConfiguredTongue = None,
) -> int:
    """Poll once now, and say: ok, empty or broken.

    What is new is compared and told, as `run` does it. Exits 1 when a watch is broken or a filing could not be dealt
    with, 2 when nothing could be polled. With --stored nothing is asked or written; it works beside `run`.
    """
    from bot.commands.standing import stored as standing
    from bot.commands.watch import check

    with _built() as built:
        look = Look(language=language or built.config.language, screen=screen())
        if stored:
            return deliver(standing(built, watches or (), look))
        return deliver(check(built, watches or (), look))


@app.command("run")
def run_command() -> int:
    """Poll and tell until SIGTERM or Ctrl-C."""
    with _built() as built:
        built.run()
    return 0


@app.command("worker")
def worker_command(
    *,
    at_once: Annotated[int, typer.Option(min=1, help="So many filings at a time; each may take 2 GiB.")] = 1,
) -> int:
    """Read and compare for a `run` on this or another machine until SIGTERM or Ctrl-C. Needs PostgreSQL."""
    with _built() as built:
        built.work(at_once=at_once)
    return 0


@app.command("alerts")
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

    with _built() as built:
        look = Look(language=language or built.config.language, screen=_screen(output))
        asked = Asked(state=state, resend=tuple(resend or ()), as_json=form is ListFormat.JSON, look=look)
        return deliver(alerts(built, asked), output)


@slack_app.command("manifest")
def slack_manifest_command(
    *,
    transport: Annotated[
        Transport, typer.Option(help="How Slack reaches the app, if it is to listen.")
    ] = Transport.NONE,
    address: Annotated[str, typer.Option(metavar="URL", help="Where Slack calls it over HTTP.")] = "",
    output: Output = None,
) -> int:
    """Print the manifest to make the Slack app from."""
    from bot.commands.slack import manifest

    return deliver(manifest(transport, address), output)


@slack_app.command("lint")
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
        return _refused(f"{error.format_message()} (filingwatch --help tells more)", trace=trace)
    except (BotError, DiffingError, WatchersError) as error:
        # What is wrong with a file names it, and a name may hold line ends.
        told = one_line(str(error)) if isinstance(error, DiffingError) else str(error)
        return _refused(told, trace=trace)
    except Exception as error:  # noqa: BLE001 - the last edge: a trace by itself would exit with 1, which means changes
        kind = type(error).__name__
        return _refused(f"a bug in filingwatch ({kind}: {error}); --verbose shows where, please report it", trace=trace)


@contextmanager
def _built() -> Iterator[App]:
    from bot.app import build
    from bot.config import load

    built = build(load())
    try:
        yield built
    finally:
        built.close()


def _stored(number: int) -> Original | None:
    from bot.commands.diff import stored_original

    with _built() as built:
        return stored_original(built, number)


def _screen(output: Path | None) -> Screen:
    return Screen() if output else screen()


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
