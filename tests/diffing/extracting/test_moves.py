"""From one figure to another: what moved is two figures, what ranges is one. Numbers of notes are none."""

from __future__ import annotations

import pytest

import diffing
from diffing import extracting

SHAPES = [
    ("Revenue decreased in 2014 (from €41 million to €43.5 million).", 2),
    ("Net margin rose from 12% to 15% of sales.", 2),
    ("Margins improved in the year, ranging from 12% to 15%.", 1),
    ("The notes bear interest from 2% to 3%.", 1),
    ("Prices rose by $10 million to $12 million.", 1),
]


@pytest.mark.parametrize(("text", "count"), SHAPES)
def test_what_moved_is_no_range(text: str, count: int) -> None:
    """Also where the second number is the larger one."""
    found = [one for one in extracting.quantities(text, language="en") if one.unit]
    assert len(found) == count


@pytest.mark.parametrize("text", ["如附注(三) 11所述，存货按成本计量。", "按附注（三）6及12所述的会计政策处理。"])
def test_the_number_of_a_note_counts_nothing(text: str) -> None:
    """附注(三) 11所述 is no eleven schools."""
    assert not extracting.quantities(text, language="zh")


@pytest.mark.parametrize("bullet", ["•", "■", "◆"])
def test_a_bullet_is_no_measure(bullet: str) -> None:
    """An item that begins with its amount has no name before it."""
    document = diffing.read(
        f"The costs were:\n\n{bullet} €44.1 million in connection with\n".encode(), name="report.txt"
    )
    [figure] = extracting.figures(document)
    assert bullet not in figure.metric
