"""The words that extracting knows, one table per file, each loaded once.

A table is tab-separated: the first line names the columns, `#` opens a comment line, a cell may be empty.
To teach extracting a word, add its line.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The lines of one table, in file order, as column name to cell."""
    lines = [line for line in _read(name).splitlines() if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    found = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        found.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False)))
    return tuple(found)


@cache
def words(name: str, **where: str) -> tuple[str, ...]:
    """The words of one table, of the lines whose cells are as `where` says."""
    return tuple(row["word"] for row in rows(name) if all(row[column] == cell for column, cell in where.items()))


@cache
def column(name: str, wanted: str) -> dict[str, str]:
    """Each word of one table with its cell in the column `wanted`; words are in lower case."""
    return {row["word"].casefold(): row[wanted] for row in rows(name)}


@cache
def lexicon_version() -> str:
    """A fingerprint of all tables: it changes when a line does."""
    digest = sha256()
    for name in tables():
        digest.update(name.encode() + b"\0" + _read(name).encode() + b"\0")
    return digest.hexdigest()[:12]


@cache
def tables() -> tuple[str, ...]:
    """The names of all tables, sorted."""
    return tuple(sorted(file.name[:-4] for file in files(__name__).iterdir() if file.name.endswith(".tsv")))


def _read(name: str) -> str:
    return (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8")
