"""Prints alerts, and notes in a journal which ones.

A terminal cannot be asked what it showed. So: an alert is printed, then noted. Killed before it was printed, it is
printed by the next run; killed between the print and the note, which are a few microseconds apart, it is printed again
and says that it may have been told before. Never is one lost.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import OutOfOrderError
from bot.notifying.notifier import NotSentError, Terms


def print_at_once(text: str) -> None:
    """Prints to standard output and flushes. Raises OSError, each time anew, when nobody reads it any more."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, "is closed")
    sys.stdout.write(text)
    sys.stdout.flush()


# What was cut off arrives no later. Whoever comes back to the terminal need not wait; one that stays away is tried each
# minute.
TERMS = Terms(quiet=timedelta(), waits=(timedelta(), timedelta(minutes=1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Prints with `say`, which raises OSError where it cannot; `journal` is the file of what was printed."""

    journal: Path
    say: Callable[[str], None]
    clock: Callable[[], datetime]

    def send(self, key: str, text: str) -> str:
        """The time at which it was printed, with an empty line after it."""
        try:
            self.say(f"{text}\n")
        except OSError as error:
            raise NotSentError(f"standard output: {(error.strerror or str(error)).lower()}") from error
        receipt = self.clock().isoformat()
        self._note(f"{key}\t{receipt}")
        return receipt

    def find(self, key: str) -> str | None:
        """When the alert was printed, if the journal says so."""
        if not self.journal.exists():
            return None
        for line in self.journal.read_text(encoding="utf-8").splitlines():
            noted, _, receipt = line.partition("\t")
            if noted == key and receipt:
                return receipt
        return None

    def _note(self, line: str) -> None:
        try:
            opened = os.open(self.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                # The line end comes first: it closes a line that a killed writer left open.
                os.write(opened, f"\n{line}\n".encode())
                os.fsync(opened)
            finally:
                os.close(opened)
        except OSError as error:
            raise OutOfOrderError(f"{self.journal}: {(error.strerror or str(error)).lower()}") from error
