"""Whether the filer itself says that a figure is restated."""

from __future__ import annotations

import re

from diffing.figure import Figure

# 企业会计准则第28号: 追溯调整, 追溯重述; 更正 in correction notices; 调整后 as the head of a restated
# column; 经调整后 EBITDA is a measure.
_RESTATED = re.compile(
    r"追溯(?:调整|重述)|重述|更正后|\brestate[ds]?\b|\bas (?:adjusted|recast|revised)\b", re.IGNORECASE
)
# 调整后 heads a restated column. In a sentence it may be the business that was put in order: 在专业化调整后.
_ADJUSTED = re.compile(r"(?<!经)调整后")
_ADJUSTED_TO = re.compile(r"(?<!经)调整后(?=[为是:：(（\d\s]{1,3}\S{0,4}\d|金额|数)")


def speaks_of_restating(figure: Figure) -> bool:
    """Whether the sentence or the column head of a figure says that it is restated."""
    words = list(figure.table.column_header) if figure.table else [figure.sentence or ""]
    adjusted = _ADJUSTED if figure.table else _ADJUSTED_TO
    return any(_RESTATED.search(word) or adjusted.search(word) for word in words)
