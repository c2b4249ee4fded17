"""What HTML elements and their inline styles do to the text: hide it, break it, make it stand out, end a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Style:
    """What an inline style says; `strong` is None where it says nothing of weight, slant or underline."""

    hidden: bool = False
    strong: bool | None = None
    breaks_before: bool = False
    breaks_after: bool = False


PLAIN = Style()

# Elements that begin and end a block of text (HTML 15.3), and those whose content is not shown (HTML 15.3.1; ix:header
# holds the facts that no reader of Inline XBRL 1.1 shows).
_BLOCKS = (
    "address article aside blockquote body br caption center dd details dir div dl document dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary ul"
)
BLOCKS = frozenset(_BLOCKS.split())
HIDDEN = frozenset(
    ["script", "style", "template", "noscript", "title", "head", "datalist", "svg", "iframe", "ix:header"]
)
STRONG = frozenset(["b", "strong", "i", "em", "u", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_WEIGHT = re.compile(r"font-weight\s*:\s*(\w+)|font\s*:[^;]*\b(bold)\b")
_EMPHASIS = re.compile(r"font-style\s*:\s*italic|text-decoration[\w-]*\s*:[^;]*underline")
_BREAK = re.compile(r"(?:page-)?break-(before|after)\s*:\s*(?:always|page)")
_BOLD_FROM = 600


@lru_cache(maxsize=4096)
def style_of(inline: str) -> Style:
    """What the text of a `style` attribute says."""
    lowered = inline.lower()
    breaks = {found.group(1) for found in _BREAK.finditer(lowered)} if "break-" in lowered else set()
    return Style(
        hidden=bool(_HIDDEN.search(lowered)),
        strong=_strength(lowered),
        breaks_before="before" in breaks,
        breaks_after="after" in breaks,
    )


def _strength(lowered: str) -> bool | None:
    if _EMPHASIS.search(lowered):
        return True
    found = _WEIGHT.search(lowered) if "bold" in lowered or "font-weight" in lowered else None
    if found is None:
        return None
    said = found.group(1) or found.group(2)
    return int(said) >= _BOLD_FROM if said.isdigit() else said.startswith("bold")
