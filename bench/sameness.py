"""Whether every process gives the same bytes, a filing against itself nothing, and swapped sides the mirrored kinds.

On the demo filings: `python -m bench sameness`. On all of a corpus, each filing against itself and against the next one
of its filer (the same folder, and a name that begins alike up to its first underscore or hyphen):

    python bench/sameness.py --corpus ../shared --told FILE
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

if __name__ == "__main__":  # run as a file, the bench is not on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

import diffing
from diffing.change import Basis, Diff, Kind, Relation
from diffing.document import Document
from diffing.serialising import to_json

_DEMO = Path(__file__).parents[1] / "bot" / "demo" / "filings"
_READABLE = {".pdf", ".html", ".htm", ".docx", ".txt"}
# Two seeds of Python's hashes: an order that is taken from a set differs between them.
_SEEDS = ("1", "20231")
_FILER = re.compile("[_-]")
# What is wrong within the new document alone has no mirror: the old one's faults are not told again.
_ONE_SIDED = {Relation.FORMULA_BROKEN, Relation.SELF_CONTRADICTION}
_MIRRORED = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


def main() -> None:
    """Prints what differs and the counts; exits with 1 where anything differs."""
    options = _options()
    if options.seeded:
        for row in rows(options.corpus, options.only, whole=options.seeded == _SEEDS[0]):
            print("\t".join(row), flush=True)
        return
    first, second = (list(_seeded(options, seed)) for seed in _SEEDS)
    told = [row for row in first if row[0] != "bytes"]
    sums = [{row[1]: row[2] for row in rows if row[0] == "bytes"} for rows in (first, second)]
    told += [("bytes", name, "" if sums[1].get(name) == digest else "differ") for name, digest in sums[0].items()]
    if options.told:
        options.told.write_text("".join("\t".join(row) + "\n" for row in told), encoding="utf-8")
    _show(told)


def rows(corpus: Path | None, only: str, *, whole: bool) -> Iterator[tuple[str, str, str]]:
    """What was looked at, its name, and what was found: the digest of a diff's bytes; of the rest, what is wrong."""
    paths = sorted((corpus / "filings" if corpus else _DEMO).rglob("*"))
    readable = [path for path in paths if path.suffix in _READABLE and only in str(path)]
    for _, filings in groupby(readable, key=lambda path: (path.parent, _FILER.split(path.name)[0])):
        documents = [(path.name, document) for path in filings if (document := _read(path))]
        for name, document in documents if whole else ():
            yield "itself", name, _against_itself(document)
        for (earlier, old), (later, new) in pairwise(documents):
            name = f"{earlier} > {later}"
            yield "bytes", name, digest(diffing.compare(old, new))
            if whole:
                yield "mirror", name, _unlike(old, new)


def digest(diff: Diff) -> str:
    """The hash of the JSON of a diff, to its last byte."""
    return hashlib.sha256(json.dumps(to_json(diff), ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _read(path: Path) -> Document | None:
    """The filing, or None where it is refused, which is said."""
    try:
        return diffing.read(path.read_bytes(), name=path.name)
    except diffing.UnreadableDocument as error:
        print(f"left out: {error}", file=sys.stderr)
        return None


def _against_itself(document: Document) -> str:
    bases = (Basis.AMENDMENT, Basis.NEXT_PERIOD, Basis.CROSS_DOCUMENT, Basis.AUTO)
    told = {str(basis): len(diffing.compare(document, document, basis=basis).changes) for basis in bases}
    return " ".join(f"{basis}: {count}" for basis, count in told.items() if count)


def _unlike(old: Document, new: Document) -> str:
    there, back = (_kinds(diffing.compare(*sides, basis=Basis.AMENDMENT)) for sides in ((old, new), (new, old)))
    mirrored = Counter({_MIRRORED.get(kind, kind): count for kind, count in back.items()})
    unlike = {kind: (there[kind], mirrored[kind]) for kind in Kind if there[kind] != mirrored[kind]}
    return " ".join(f"{kind}: {one}/{other}" for kind, (one, other) in unlike.items())


def _kinds(diff: Diff) -> Counter[Kind]:
    return Counter(change.kind for change in diff.changes if change.relation not in _ONE_SIDED)


def _seeded(options: argparse.Namespace, seed: str) -> Iterator[tuple[str, str, str]]:
    """The rows of another process, whose hashes have this seed."""
    command = [sys.executable, __file__, "--seeded", seed, "--only", options.only]
    command += ["--corpus", str(options.corpus)] if options.corpus else []
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    for line in done.stdout.splitlines():
        what, name, found = line.split("\t")
        yield what, name, found


def _show(told: list[tuple[str, str, str]]) -> None:
    for what, name, found in told:
        if found:
            print(f"{what:8}{name}: {found}")
    for what in ("bytes", "itself", "mirror"):
        looked = [found for row, _, found in told if row == what]
        print(f"{what:8}{looked.count('')} of {len(looked)} as they should be")
    raise SystemExit(any(found for _, _, found in told))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="the folder whose filings/ are compared; the demo filings if none")
    parser.add_argument("--only", default="", help="only filings whose path has these letters")
    parser.add_argument("--told", type=Path, help="where a row for everything that was looked at is written")
    parser.add_argument("--seeded", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
