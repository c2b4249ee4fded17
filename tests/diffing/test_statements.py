"""What a document states is found by the place it stands in."""

from __future__ import annotations

import diffing
from diffing.comparing import state

FORM = """| 股东情况 | 说明 |
|---|---|
| 股东总数 | 截至报告期末，公司股东总数为18,568户。 |
| 持股 | 12.5% |

公司经营正常，员工3,012人。
"""


def test_every_figure_has_its_passage() -> None:
    """A figure in a sentence, in a cell, or in a sentence inside a cell is found where it stands."""
    stated = state(diffing.read(FORM.encode(), media_type="text/markdown", name="form.md"))
    assert {figure.numeral for figure in stated.figures} == {"18,568", "12.5", "3,012"}
    for figure in stated.figures:
        assert figure.text in stated.passage_of(figure).text
