"""The folder that the demo plays in: whose it is, what is put into it, and when it starts anew."""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from bot.answering import RefusedError, write_whole

_OURS = "# Written by filingwatch demo."
# No settle time: nobody else writes into this folder, and the story is to be told in seconds.
_CONFIG = """\
{ours}
# Tables: {tables}
language = "{language}"
folder = "state"

[telling]
digest = []
"""
_WATCHES = """\
{ours}
[[watch]]
name = "demo"
path = "filings"
settle = 0
at_least = "low"
filer = {{ id = "999001", code = "999001", name = "Whalefall Bay 鲸落湾" }}
"""
_CONFIG_FILE = "filingwatch.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One filing of the story: its file, the day it was published, and what it is, in one language."""

    file: str
    published: str
    line: str


def story(language: str) -> tuple[Step, ...]:
    """The steps of `bot/demo/story.toml`, in order."""
    told = tomllib.loads(files("bot.demo").joinpath("story.toml").read_text(encoding="utf-8"))["filing"]
    return tuple(
        Step(file=one["file"], published=one["published"].isoformat(), line=one["line"][language]) for one in told
    )


def default_folder() -> Path:
    """A folder of this user, installation and version among the temporary files: a fresh clone starts a fresh story.

    A clone in the place of another has the same path and version, but another inode.
    """
    package = Path(__file__).resolve().parent
    known = (package, package.stat().st_ino, version("filingwatch"))
    mark = sha256("\n".join(map(str, known)).encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"filingwatch-demo-{os.getuid()}-{mark}"


def prepare(folder: Path, language: str) -> None:
    """Makes the folder with its configuration; what a program with other tables left in it is thrown away.

    Raises RefusedError for a folder that holds something else than a demo.
    """
    from bot.store.tables import fingerprint

    config = _CONFIG.format(ours=_OURS, tables=fingerprint(), language=language)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_foreign(folder)
        if not _same_tables(folder, config):
            for name in ("state", "filings"):
                shutil.rmtree(folder / name, ignore_errors=True)
        (folder / "filings").mkdir(exist_ok=True)
    except OSError as error:
        raise RefusedError(f"{folder}: {(error.strerror or str(error)).lower()}; name another with --keep") from error
    write_whole(folder / _CONFIG_FILE, config)
    write_whole(folder / "watches.toml", _WATCHES.format(ours=_OURS))


def put(name: str, folder: Path) -> None:
    """Copies a bundled filing as a whole; one that lies there already is left alone."""
    target = folder / name
    content = files("bot.demo").joinpath("filings", name).read_bytes()
    if target.exists() and target.read_bytes() == content:
        return
    half = folder / f"{name}.part"
    half.write_bytes(content)
    half.replace(target)


def _refuse_foreign(folder: Path) -> None:
    config = folder / _CONFIG_FILE
    ours = config.exists() and config.read_text(encoding="utf-8", errors="replace").startswith(_OURS)
    if folder.stat().st_uid != os.getuid() or (any(folder.iterdir()) and not ours):
        raise RefusedError(f"{folder}: holds something else than a demo; name an empty folder with --keep")


def _same_tables(folder: Path, config: str) -> bool:
    """Whether the state was made with the tables of this program; before a release they change without a migration."""
    written = folder / _CONFIG_FILE
    return written.exists() and written.read_text(encoding="utf-8").splitlines()[1:2] == config.splitlines()[1:2]
