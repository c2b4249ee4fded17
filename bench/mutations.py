"""What the comparison finds of typed edits, from bytes set anew, and what it says that nobody changed.

On the demo filings: `python -m bench mutations`. On real ones, and for longer:

    python bench/mutations.py --corpus ../shared --documents 12 --edits 2000 --as pdf --seed 7 --misses FILE
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from random import Random

if __name__ == "__main__":  # run as a file, the bench is not on the path
    sys.path.insert(0, str(Path(__file__).parents[1]))

import diffing
from bench.making.blocks import Block
from bench.mutating.applying import KINDS, mutate, unedited
from bench.mutating.judging import Judgement, judge
from bench.mutating.mutation import Mutation
from bench.mutating.taking import LEAST_BLOCKS, plain, take, window
from bench.mutating.tallying import SIGNS_PER_PAGE, Tally, misses
from bench.mutating.writing import SETTINGS, Written, as_html, as_pdf, as_text, fits
from diffing.document import Document

_DEMO = Path(__file__).parents[1] / "bot" / "demo" / "filings"
_READABLE = {".pdf", ".html", ".txt"}
_MEDIA = {"text": "text/plain", "html": "text/html", "pdf": "application/pdf"}
# The short run, over the demo filings.
_SHORT = {"text": 240, "pdf": 160}


def main() -> None:
    """Prints a table per manner of writing."""
    options = options_of(__doc__)
    with options.misses.open("w", encoding="utf-8") if options.misses else StringIO() as file:
        for manner in options.manners or _SHORT:
            print(f"\nas {manner}\n")
            tally = Tally()
            for judgement, pages, where in runs(options, manner):
                tally.add(judgement, pages)
                for block in misses(judgement, where):
                    print(block, end="\n\n", file=file, flush=True)
            print("\n".join(tally.rows(KINDS)), flush=True)


def options_of(description: str | None) -> argparse.Namespace:
    """What the command line asks for: which documents, how many edits, and how they are set."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="the folder whose filings/ are edited; the demo filings if none")
    parser.add_argument("--only", default="", help="only filings whose path has these letters")
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--edits", type=int, default=0, help="how many in all")
    parser.add_argument("--as", dest="manners", action="append", choices=list(_MEDIA))
    parser.add_argument("--settings", nargs="+", choices=SETTINGS, default=list(SETTINGS), help="how pages are set")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", type=Path, help="where each miss and each false alarm is written")
    return parser.parse_args()


def runs(options: argparse.Namespace, manner: str) -> Iterator[tuple[Judgement, float, str]]:
    """Each round: a window of one document, first set anew, then edited, until there are enough edits."""
    draw = Random(options.seed)  # noqa: S311 - a bench repeats itself
    documents = list(_documents(options, draw))
    left, done, rounds = options.edits or _SHORT[manner], Counter[str](), 0
    while left > 0 and documents:
        document, blocks = documents[rounds % len(documents)]
        chosen, title = _settable(window(blocks, draw), options, manner), plain(document.title)
        edited = mutate(chosen, document.language, title, draw, done)
        whole = unedited(chosen, document.language, title)
        for mutation in (whole, edited) if rounds < len(documents) else (edited,):
            written = _written(mutation, manner, draw.sample(options.settings, 2))
            judgement, pages = _one(mutation, written, manner)
            yield judgement, pages, f"{document.name} round {rounds}, {written.how}"
        left -= max(len(edited.marks), 1)
        rounds += 1


def _settable(blocks: Sequence[Block], options: argparse.Namespace, manner: str) -> list[Block]:
    return [block for block in blocks if manner != "pdf" or fits(block, options.settings)]


def _written(mutation: Mutation, manner: str, settings: Sequence[str]) -> Written:
    match manner:
        case "pdf":
            return as_pdf(mutation, *settings)
        case "html":
            return as_html(mutation)
        case _:
            return as_text(mutation)


def _one(mutation: Mutation, written: Written, manner: str) -> tuple[Judgement, float]:
    """The judgement on one mutation, and its pages; the pair is read from its bytes and compared."""
    old, new = (diffing.read(content, media_type=_MEDIA[manner]) for content in (written.old, written.new))
    diff = diffing.compare(old, new, basis=diffing.Basis("amendment"))
    return judge(mutation, old, new, diff), len(new.pages) or len(new.text) / SIGNS_PER_PAGE[mutation.language]


def _documents(options: argparse.Namespace, draw: Random) -> Iterator[tuple[Document, tuple[Block, ...]]]:
    """Readable documents with enough to edit, one of each folder and filer before a second one."""
    folder = options.corpus / "filings" if options.corpus else _DEMO
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix in _READABLE and options.only in str(path)]
    wanted = options.documents
    for path in _in_turn(paths, draw):
        if not wanted:
            return
        try:
            document = diffing.read(path.read_bytes(), name=path.name)
        except diffing.UnreadableDocument as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        blocks = take(document)
        if len(blocks) >= LEAST_BLOCKS:
            wanted -= 1
            yield document, blocks


def _in_turn(paths: Sequence[Path], draw: Random) -> list[Path]:
    """The paths in an order that takes one of each folder and filer, then a second one of each."""
    turns: Counter[tuple[Path, str]] = Counter()
    placed = []
    for path in draw.sample(paths, len(paths)):
        filer = (path.parent, path.name[:6])
        placed.append((turns[filer], turns[path.parent, ""], path))
        turns[filer] += 1
        turns[path.parent, ""] += 1
    return [path for *_, path in sorted(placed)]


if __name__ == "__main__":
    main()
