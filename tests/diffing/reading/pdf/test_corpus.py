"""Real filings: what two near-identical files say alike, and that nothing is lost or said twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from diffing.errors import UnreadableDocument
from diffing.reading.pdf import read_pdf
from diffing.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from diffing.reading.draft import Draft

FILINGS = (
    "cn-corrections/834206_aoji_release__orig__1204454329.pdf",
    "cn-corrections/603990_maidi_pledge__notice__1204527055.pdf",
    "cn-series/300297_1204639791.pdf",
    "hk/00328_2025-06-30_03.pdf",
    "hk/00328_2025-07-08_04.pdf",
)


def read(path: Path) -> Draft:
    """The draft of one filing."""
    return read_pdf(path.read_bytes(), Settings())


def passages(draft: Draft) -> Counter[tuple[str, ...]]:
    """Every block and every cell, with where it stands in its table."""
    found: Counter[tuple[str, ...]] = Counter()
    for block in draft.blocks:
        if block.table is None:
            found[block.kind, str(block.level), "".join(draft.text[a:b] for a, b in block.parts)] += 1
            continue
        for cell in block.table.cells:
            words = "".join(draft.text[a:b] for a, b in cell.parts)
            found["cell", str((cell.row, cell.column, cell.row_span, cell.column_span)), words] += 1
    return found


def test_a_reissue_differs_in_its_one_sentence(corpus: Path) -> None:
    """All that was not changed reads the same, though lines and pages break elsewhere."""
    folder = corpus / "filings" / "cn-corrections"
    old = passages(read(folder / "834206_aoji_release__orig__1204454329.pdf"))
    new = passages(read(folder / "834206_aoji_release__corrected__1204455058.pdf"))
    assert (old - new).total() == (new - old).total() == 1


@pytest.mark.parametrize("name", FILINGS)
def test_every_character_is_said_once_or_set_aside(corpus: Path, name: str) -> None:
    """Blocks and asides share the text out: nothing is in neither, no letter in two blocks."""
    draft = read(corpus / "filings" / name)
    claims = [0] * len(draft.text)
    for block in draft.blocks:
        for start, end in block.parts:
            for at in range(start, end):
                claims[at] += draft.text[at] != "\n"
    for aside in draft.asides:
        for at in range(aside.start, aside.end):
            claims[at] = claims[at] or 1
    assert max(claims) == 1
    assert not [at for at, count in enumerate(claims) if not count and not draft.text[at].isspace()]


@pytest.mark.parametrize("name", FILINGS)
def test_every_box_lies_on_its_page(corpus: Path, name: str) -> None:
    """Boxes are clamped to the page they name."""
    draft = read(corpus / "filings" / name)
    assert draft.layout is not None
    sizes = {page.number: (page.width, page.height) for page in draft.pages}
    for box in draft.layout.boxes(0, len(draft.text)):
        width, height = sizes[box.page]
        assert 0 <= box.left <= box.right <= width + 0.01
        assert 0 <= box.top <= box.bottom <= height + 0.01


def test_a_scan_is_refused_as_one(corpus: Path) -> None:
    """A filing of pictures is named a scan, not read as empty."""
    scan = next((corpus / "filings" / "cn-scanned").glob("*.pdf"))
    with pytest.raises(UnreadableDocument, match="scanned"):
        read(scan)
