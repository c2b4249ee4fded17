"""Whether the filer itself says that a figure is restated."""

from __future__ import annotations

import re

from diffing.figure import Figure

# 企业会计准则第28号: 追溯调整, 追溯重述; 更正 in correction notices; 调整后 as the head of a restated
# column; 经调整后 EBITDA is a measure.
_RESTATED = re.compile(
    r"追溯(?:调整|重述)|重述|更正后|(?<!经)调整后|\brestate[ds]?\b|\bas (?:adjusted|recast|revised)\b", re.IGNORECASE
)


def speaks_of_restating(figure: Figure) -> bool:
    """Whether the sentence or the column head of a figure says that it is restated."""
    words = list(figure.table.column_header) if figure.table else [figure.sentence or ""]
    return any(_RESTATED.search(word) for word in words)
