"""Files that people or programs put into a folder.

A path is a filing's id; other contents under the same path are a new version of it. A file is taken when it has been
left alone for the settle time, or looks the same in two polls, so that a half-copied one is never read.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from watchers.errors import SourceError
from watchers.filing import Content, Filer, Filing, Outcome, Poll, Published
from watchers.titles import day_in

MEDIA_TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".htm": "text/html",
    ".html": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".txt": "text/plain",
    ".md": "text/markdown",
}

# Names that programs give to what is not finished or not meant to be seen.
_UNFINISHED_SUFFIXES = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp")
_UNFINISHED_PREFIXES = (".", "~$")

_CHECKPOINT_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Seen:
    """How a file looked: its size and times, the hash of what was last taken, and whether it was left alone.

    `noticed` is the time of the poll that first saw what is being written now, in seconds.
    """

    size: int
    modified: int
    changed: int
    sha256: str = ""
    settled: bool = False
    noticed: float = 0

    def looks_like(self, other: _Seen) -> bool:
        return (self.size, self.modified, self.changed) == (other.size, other.modified, other.changed)


@dataclass(slots=True)
class _Walk:
    """What one poll gathers on its way through the folder."""

    now: datetime
    files: dict[str, _Seen] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    filings: list[tuple[int, Filing]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder as a source. `settle` is in seconds, `size_limit` in bytes; times come in with each poll."""

    name: str
    path: Path
    settle: float = 2.0
    size_limit: int = 200_000_000

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """New and replaced files, oldest first; the files of no named filer belong to the folder's own."""
        known = _load(checkpoint)
        walk = _Walk(now=now)
        try:
            for relative, seen in self._files(walk):
                if self._look(relative, seen, known.get(relative), walk):
                    self._take(relative, walk, filer or Filer(id=self.name))
        except OSError as error:
            return Poll.broken(f"{self.path}: {_words(error)}")
        filings = tuple(filing for _, filing in sorted(walk.filings, key=_in_order))
        outcome = Outcome.OK if walk.files else Outcome.EMPTY
        return Poll(
            outcome=outcome,
            filings=filings,
            seen=len(walk.files),
            checkpoint=_dump(walk.files),
            left_out=tuple(walk.left_out),
        )

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The bytes of the file, if they are still those that were listed."""
        try:
            body = self._bytes(filing.id)
        except OSError as error:
            raise SourceError(f"{filing.id}: {_words(error)}", source=self.name) from error
        content = Content.of(body, media_type=filing.media_hint or "application/octet-stream", fetched=now)
        if not filing.version.startswith(content.sha256):
            raise SourceError(f"{filing.id}: was replaced after it was listed", source=self.name)
        return content

    def _files(self, walk: _Walk) -> Iterator[tuple[str, _Seen]]:
        """Every file that could be a filing, with its path below the folder."""
        root = self.path.resolve(strict=True)
        if not root.is_dir():
            raise NotADirectoryError(20, "is not a folder")
        for path in _paths(root, walk.left_out):
            relative = path.relative_to(root).as_posix()
            found = _stat_inside(path, root)
            problem = self._problem(path, found)
            if problem or found is None:
                walk.left_out.append(f"{_printable(relative)}: {problem}")
            else:
                yield relative, _Seen(found.st_size, found.st_mtime_ns, found.st_ctime_ns)

    def _problem(self, path: Path, found: os.stat_result | None) -> str:
        """Why a file is not taken, or nothing."""
        if _printable(path.name) != path.name:
            return "has a name that is not UTF-8; rename it"
        if path.suffix.lower() not in MEDIA_TYPES:
            return "not a kind of file that is read"
        if found is None:
            return "is a link that leads out of the folder, or nowhere"
        if not stat.S_ISREG(found.st_mode):
            return "is not a regular file"
        if found.st_size > self.size_limit:
            return f"has {found.st_size:,} bytes, more than the limit of {self.size_limit:,}"
        return ""

    def _look(self, relative: str, seen: _Seen, before: _Seen | None, walk: _Walk) -> bool:
        """Whether the file is to be read now: it has changed, and is not being written any more."""
        same = before is not None and seen.looks_like(before)
        if before is not None and same and before.settled:
            walk.files[relative] = before
            return False
        now = walk.now.timestamp()
        noticed = before.noticed if before is not None and not before.settled else now
        walk.files[relative] = replace(seen, sha256=before.sha256 if before else "", noticed=noticed)
        age = now - max(seen.modified, seen.changed) / 1e9
        if age < self.settle and not same:
            walk.left_out.append(f"{relative}: is still being written; it is taken when it has been left alone")
            return False
        return True

    def _take(self, relative: str, walk: _Walk, filer: Filer) -> None:
        seen = walk.files[relative]
        try:
            sha256 = hashlib.sha256(self._bytes(relative)).hexdigest()
        except OSError as error:
            walk.left_out.append(f"{relative}: {_words(error)}")
            del walk.files[relative]
            return
        walk.files[relative] = replace(seen, sha256=sha256, settled=True)
        if seen.sha256 != sha256:
            walk.filings.append((seen.modified, self._filing(relative, walk.files[relative], filer)))

    def _filing(self, relative: str, seen: _Seen, filer: Filer) -> Filing:
        path = Path(relative)
        day = day_in(path.stem)
        return Filing(
            source=self.name,
            id=relative,
            # The time tells a file that is put back to its old contents from one that never changed.
            version=f"{seen.sha256}@{seen.modified}",
            filer=filer,
            title=path.stem,
            address=(self.path.resolve() / path).as_uri(),
            published=Published.on(day) if day else None,
            media_hint=MEDIA_TYPES[path.suffix.lower()],
            size_hint=seen.size,
            noticed=datetime.fromtimestamp(seen.noticed, UTC),
        )

    def _bytes(self, relative: str) -> bytes:
        """The contents of a file inside the folder, read without following it out or waiting on a pipe."""
        root = self.path.resolve(strict=True)
        path = root / relative
        if _stat_inside(path, root) is None:
            raise FileNotFoundError(2, "is not in the folder")
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123 - flags
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise OSError(22, "is not a regular file")
            body = file.read(self.size_limit + 1)
        if len(body) > self.size_limit:
            raise OSError(27, f"grew beyond the limit of {self.size_limit:,} bytes")
        return body


def _paths(root: Path, left_out: list[str]) -> Iterator[Path]:
    """Everything below the folder that is not hidden or unfinished; folders that may not be read are left out."""

    def unreadable(error: OSError) -> None:
        if Path(error.filename) == root:
            raise error
        left_out.append(f"{_printable(os.path.relpath(error.filename, root))}: {_words(error)}")

    for folder, folders, names in os.walk(root, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(_UNFINISHED_PREFIXES) and not name.lower().endswith(_UNFINISHED_SUFFIXES):
                yield Path(folder, name)


def _stat_inside(path: Path, root: Path) -> os.stat_result | None:
    """How the file looks, or None when its name leads out of the folder or nowhere."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError):  # a dead link, or one that leads to itself
        return None
    return real.stat() if real.is_relative_to(root) else None


def _in_order(found: tuple[int, Filing]) -> tuple[float, str]:
    """Oldest first: by the day in the name where there is one, else by the time of the file; then by name."""
    modified, filing = found
    return filing.published.at.timestamp() if filing.published else modified / 1e9, filing.id


def _printable(name: str) -> str:
    """The name with bytes that are no UTF-8 as escapes; Python keeps them as lone surrogates."""
    return name.encode(errors="backslashreplace").decode()


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _load(checkpoint: str | None) -> dict[str, _Seen]:
    if checkpoint is None:
        return {}
    stored = json.loads(checkpoint)
    if stored.get("version") != _CHECKPOINT_VERSION:
        return {}
    return {path: _Seen(*row) for path, row in stored.get("files", {}).items()}


def _dump(files: Mapping[str, _Seen]) -> str:
    rows = {path: astuple(seen) for path, seen in files.items()}
    return json.dumps({"version": _CHECKPOINT_VERSION, "files": rows}, ensure_ascii=False, separators=(",", ":"))
