"""How a document is set: page, margins, letters, columns, running head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

A4 = (595.28, 841.89)
LETTER = (612.0, 792.0)
B5 = (498.9, 708.66)

# A font that every PDF viewer brings along for Chinese: nothing is embedded, and no font file is needed.
VIEWERS_FONT = "STSong-Light"
# Debian's fonts-droid-fallback (Apache-2.0).
DROID = "DroidSansFallbackFull.ttf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One way to set a document; lengths are in points, `margins` are top, right, bottom, left.

    `latin` is one of the PDF standard fonts; `cjk` is the name of a TrueType file, or `VIEWERS_FONT`.
    `page_number` may hold {page} and {pages}; empty means none. `rules` says which edges of a table are drawn.
    """

    page: tuple[float, float] = A4
    margins: tuple[float, float, float, float] = (76, 76, 68, 76)
    size: float = 10.5
    leading: float = 1.55
    latin: str = "Times-Roman"
    cjk: str = DROID
    columns: int = 1
    gutter: float = 22
    running_head: str = ""
    page_number: str = "{page} / {pages}"
    rules: Literal["all", "three", "none"] = "all"
    repeat_heads: bool = False
    justify: bool = True

    def __post_init__(self) -> None:
        """Refuses a page with no room for text."""
        if self.columns < 1 or self.column_width < 8 * self.size or self.height < 8 * self.size * self.leading:
            raise ValueError("the margins and columns leave no room for text")

    @property
    def column_width(self) -> float:
        """The width of one column."""
        inner = self.page[0] - self.margins[1] - self.margins[3]
        return (inner - self.gutter * (self.columns - 1)) / self.columns

    @property
    def height(self) -> float:
        """The height between the top and bottom margin."""
        return self.page[1] - self.margins[0] - self.margins[2]
