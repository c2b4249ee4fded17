"""What a command gives back: words and an exit code, or a refusal in one line; and how they leave the process."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError
from bot.rendering.guarding import one_line
from bot.rendering.looks import Screen

SAME, CHANGED, REFUSED = 0, 1, 2


class RefusedError(BotError):
    """What was asked for cannot be done; the message names the thing, the cause and what to do."""


class OutputGoneError(OSError):
    """Whoever read our output has stopped reading; there is nobody left to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command says on standard output, a remark for standard error, and the exit code."""

    text: str
    code: int = SAME
    remark: str = ""


def deliver(answer: Answer, output: Path | None = None) -> int:
    """The exit code, after the text is printed or written whole to `output`."""
    if output is None:
        say(answer.text)
    else:
        write_whole(output, answer.text)
    if answer.remark:
        warn(one_line(answer.remark))
    return answer.code


def say(text: str) -> None:
    """Prints at once. OutputGoneError when nobody reads any more, RefusedError when there is nowhere to print."""
    if sys.stdout is None:
        raise RefusedError("standard output is closed; name a file with --output")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        raise OutputGoneError from None
    except OSError as error:
        _forget_output()
        raise RefusedError(f"standard output cannot be written: {_cause(error)}") from error


def warn(text: str) -> None:
    """One line on standard error, if there is one."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def write_whole(path: Path, content: str | bytes) -> None:
    """The file is there with all of `content`, or as it was: it is written beside its place and then put there."""
    written = content if isinstance(content, bytes) else content.encode(errors="backslashreplace")
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise RefusedError(f"{path}: cannot be written: {_cause(error)}; choose another place for --output") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def screen() -> Screen:
    """What standard output is: a terminal with its width, or a pipe. NO_COLOR and TERM=dumb are heeded."""
    if sys.stdout is None or not sys.stdout.isatty():
        return Screen()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Screen(styled=not plain, width=os.get_terminal_size(sys.stdout.fileno()).columns or None)


def beside(text: str) -> None:
    """Prints to standard error, where standard output is for something else. Raises OSError when that is closed."""
    if sys.stderr is None:
        raise OSError("standard error is closed")
    sys.stderr.write(text)
    sys.stderr.flush()


@contextmanager
def busy(words: str) -> Iterator[None]:
    """Words on the terminal while something takes long, gone when it is done; nothing in a pipe."""
    shown = sys.stderr is not None and sys.stderr.isatty()
    if shown:
        # What is printed meanwhile begins at the start of the line.
        sys.stderr.write(f"{words} …\r")
        sys.stderr.flush()
    try:
        yield
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress(words: str) -> Iterator[Callable[[str], None]]:
    """Like `busy`, and gives what shows other words in their place."""
    shown = sys.stderr is not None and sys.stderr.isatty()

    def say(now: str) -> None:
        if shown:
            sys.stderr.write(f"\r\x1b[K{now} …\r")
            sys.stderr.flush()

    with busy(words):
        yield say


def _forget_output() -> None:
    """Python flushes standard output again at its end: give it somewhere to go."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  # it stays open to the end


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cause(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
