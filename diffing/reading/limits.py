"""How much of a file of any format is read at most; a file beyond is no filing, and would only fill the memory.

The process that reads has limits on time and memory of its own. These end sooner, and with a better reason.
"""

from __future__ import annotations

from diffing.errors import UnreadableDocument

# 300 pages of a Chinese annual report hold 400,000 characters, the longest prospectus some millions.
CHARACTERS = 20_000_000
# Markup is ten times what it says: a large 10-K has 5 million characters of it, a full submission 30 million.
MARKUP = 200_000_000
# Blocks and cells: a page holds some fifty, and 2,500 pages are the longest prospectus known.
PIECES = 500_000
# Rows times columns of one table: the longest list of holdings in the sample has 20,000.
FIELDS = 2_000_000
# No table of a filing has more columns; a hostile one pushes its cells ever farther to the right.
COLUMNS = 1_000

_REMEDY = "check whether it is a filing; save the part that matters in a file of its own"


def check(what: str, count: int, limit: int) -> None:
    """Raises UnreadableDocument when there are more of something than are read."""
    if count > limit:
        raise UnreadableDocument(f"it has more {what} than the {limit:,} that are read", remedy=_REMEDY)
