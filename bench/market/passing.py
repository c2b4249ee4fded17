"""A clock that several processes share, and that passes only when one of them says so."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime
from pathlib import Path

_SIZE = 8


class SharedClock:
    """Seconds since 1970 in a file; every process that opened it sees the same."""

    def __init__(self, path: Path, start: datetime | None = None) -> None:
        if start is not None:
            path.write_bytes(struct.pack("d", start.timestamp()))
        with path.open("r+b") as file:
            self._kept = mmap.mmap(file.fileno(), _SIZE)

    def seconds(self) -> float:
        """The time in seconds."""
        return float(struct.unpack("d", self._kept[:_SIZE])[0])

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""
        self._kept[:_SIZE] = struct.pack("d", self.seconds() + seconds)
