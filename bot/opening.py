"""The files a command was given: their bytes, or a refusal that names the file, the cause and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.answering import RefusedError
from bot.inside import Original
from bot.rendering.guarding import one_line

STANDARD_INPUT = "-"
# The largest annual reports have 60 MB; a file beyond this is no filing and would only fill the memory.
SIZE_LIMIT = 512 << 20

# The original of a stored version by its number, or None.
Stored = Callable[[int], Original | None]


def opened(place: str, published: date | None = None, stored: Stored | None = None) -> Original:
    """The file at `place`, standard input for `-`, or a stored version where there is no such file.

    RefusedError in one line when it cannot be had.
    """
    if place == STANDARD_INPUT:
        return Original(body=_standard_input(), name="standard input", published=published)
    if stored and place.isdecimal() and not Path(place).exists():
        return _version(int(place), stored)
    return Original(body=_contents(place), name=Path(place).name, published=published)


def _version(number: int, stored: Stored) -> Original:
    original = stored(number)
    if original is None:
        raise RefusedError(f"{number}: there is no such file and no stored version of that id; check the path")
    return original


def _contents(place: str) -> bytes:
    path, place = Path(place), one_line(place)
    try:
        if path.is_dir():
            raise RefusedError(f"{place}: is a folder; name a file in it")
        with path.open("rb") as file:
            return _filled(file.read(SIZE_LIMIT + 1), place)
    except FileNotFoundError as error:
        raise RefusedError(f"{place}: there is no such file; check the path") from error
    except PermissionError as error:
        raise RefusedError(f"{place}: may not be read; check its permissions") from error
    except OSError as error:
        raise RefusedError(f"{place}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise RefusedError(f"{place}: {error}; check the path") from error


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise RefusedError("standard input is closed; name a file instead of -")
    if sys.stdin.isatty():
        raise RefusedError("- means standard input, but nothing is piped in; name a file or pipe one")
    return _filled(sys.stdin.buffer.read(SIZE_LIMIT + 1), "standard input")


def _filled(content: bytes, name: str) -> bytes:
    if not content:
        raise RefusedError(f"{name}: is empty; get it again from where it was published")
    if len(content) > SIZE_LIMIT:
        raise RefusedError(f"{name}: has more than {SIZE_LIMIT >> 20} MiB, which no filing has; check the path")
    return content
