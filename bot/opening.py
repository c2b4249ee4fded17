"""The files a command was given: their bytes, or a refusal that names the file, the cause and what to do."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from bot.answering import RefusedError

STANDARD_INPUT = "-"
# The largest annual reports have 60 MB; a file beyond this is no filing and would only fill the memory.
SIZE_LIMIT = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The bytes of one file; `name` says to the reader what they may be."""

    content: bytes
    name: str


def opened(place: str) -> Opened:
    """The file at `place`, or standard input for `-`. RefusedError in one line when it cannot be had."""
    if place == STANDARD_INPUT:
        return _from_standard_input()
    path = Path(place)
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise RefusedError(f"{place}: is a folder; name a file in it")
        if size > SIZE_LIMIT:
            raise RefusedError(f"{place}: has {size >> 20} MiB, more than the {SIZE_LIMIT >> 20} MiB of any filing")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise RefusedError(f"{place}: there is no such file; check the path") from error
    except PermissionError as error:
        raise RefusedError(f"{place}: may not be read; check its permissions") from error
    except (OSError, ValueError) as error:
        raise RefusedError(f"{place!r}: cannot be opened: {error}; check the path") from error
    return _not_empty(content, place)


def _from_standard_input() -> Opened:
    if sys.stdin is None:
        raise RefusedError("standard input is closed; name a file instead of -")
    if sys.stdin.isatty():
        raise RefusedError("- means standard input, but nothing is piped in; name a file or pipe one")
    return _not_empty(sys.stdin.buffer.read(SIZE_LIMIT), "standard input")


def _not_empty(content: bytes, name: str) -> Opened:
    if not content:
        raise RefusedError(f"{name}: is empty; nothing can be read from it")
    return Opened(content=content, name=name)
