"""The parts that messages are made of. No filing text goes where Slack reads markup: rich text and plain text only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.slack import limits
from bot.slack.escaping import clip, clip_inside, web_address

Part = dict[str, Any]
# What is shown where a text is empty that Slack needs.
EMPTY = "—"


def plain(text: str) -> Part:
    """A plain text object: no markup, and :names: stay as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(text: str) -> Part:
    """The headline of a message."""
    return {"type": "header", "text": plain(clip_inside(text, limits.HEADER) or EMPTY)}


def small(*lines: str) -> list[Part]:
    """Lines in small letters, as a list of one block, or of none where there is nothing to say."""
    said = [plain(line) for line in (clip(line, limits.TEXT) for line in lines) if line]
    return [{"type": "context", "elements": said[: limits.CONTEXT_ELEMENTS]}] if said else []


def run(text: str, **style: bool) -> list[Part]:
    """A stretch of rich text as a list of one element, or of none where it is empty."""
    if not text:
        return []
    return [{"type": "text", "text": text, **({"style": style} if style else {})}]


def link(address: str, text: str) -> list[Part]:
    """A link to an address of ours or of a source; where that is no web address, the text alone."""
    if not web_address(address):
        return run(text)
    return [{"type": "link", "url": address, "text": text}]


def emoji(name: str) -> Part:
    """One of our own signs by its name in Slack."""
    return {"type": "emoji", "name": name}


def section(elements: Sequence[Part]) -> Part:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quote(elements: Sequence[Part]) -> Part:
    """A quotation in rich text."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def verbatim(text: str) -> Part:
    """Lines in letters of one width, which Slack offers to copy as they are."""
    return {"type": "rich_text_preformatted", "elements": run(text)}


def rich(parts: Iterable[Part]) -> list[Part]:
    """Paragraphs and quotations as a list of one block, or of none."""
    said = [part for part in parts if part["elements"]]
    return [{"type": "rich_text", "elements": said}] if said else []


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int]) -> Part:
    """A table whose first row are its heads; the columns in `right` are set to the right."""
    aligned = ["right" if at in right else "left" for at in range(len(rows[0]))]
    return {
        "type": "table",
        # Were only the names broken over lines, one long amount would press them into a column of single signs.
        "column_settings": [{"align": side, "is_wrapped": True} for side in aligned],
        "rows": [[{"type": "raw_text", "text": cell or EMPTY} for cell in row] for row in rows],
    }


def button(action: str, label: str, value: str, style: str = "") -> Part:
    """A button; `style` is primary, danger or none."""
    made = {"type": "button", "action_id": action, "text": plain(label or EMPTY), "value": value}
    return made | ({"style": style} if style else {})


def menu(action: str, options: Sequence[tuple[str, str]]) -> Part:
    """A menu of a few labels and values behind three dots."""
    listed = [{"text": plain(label), "value": value} for label, value in options]
    return {"type": "overflow", "action_id": action, "options": listed}


def actions(elements: Sequence[Part], block: str = "") -> Part:
    """Buttons and menus in a row."""
    return {"type": "actions", "elements": list(elements), **({"block_id": block} if block else {})}


def divider() -> Part:
    """A line between two parts of a page."""
    return {"type": "divider"}
