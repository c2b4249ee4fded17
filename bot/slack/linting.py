"""What Slack would refuse of a message, before it is posted: each part by its shape, then the message as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.slack import limits
from bot.slack.message import size
from bot.slack.parts import Part
from bot.slack.shapes import BLOCK, VIEW, Faults, text


def faults(message: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with the arguments of chat.postMessage, each with a pointer to where; [] when good."""
    found = [*text(1, limits.FALLBACK)(message.get("text"), "/text"), *_blocks(message.get("blocks"))]
    if "metadata" in message:
        found += _metadata(message["metadata"])
    return [f"{at}: {what}" for at, what in found]


def view_faults(view: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with a form or a home; [] when good."""
    found = list(VIEW(view, ""))
    if not found:
        named = (block["block_id"] for block in view["blocks"] if "block_id" in block)
        found = list(_twice(named, "block_id"))
    if size([dict(view)]) > limits.VIEW_CHARACTERS:
        found.append(("/blocks", f"have more than {limits.VIEW_CHARACTERS} characters"))
    return [f"{at}: {what}" for at, what in found]


def _blocks(blocks: Any) -> Faults:
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= limits.BLOCKS:
        yield "/blocks", f"is a list of 1 to {limits.BLOCKS} blocks"
        return
    shaped = [fault for at, block in enumerate(blocks) for fault in BLOCK(block, f"/blocks/{at}")]
    yield from shaped
    if not shaped:
        yield from _together(blocks)


def _together(blocks: Sequence[Part]) -> Faults:
    """What is wrong with well-shaped blocks in one message."""
    if (characters := size(blocks)) > limits.CHARACTERS:
        yield "/blocks", f"have {characters} characters; together they have at most {limits.CHARACTERS}"
    yield from _twice((block["block_id"] for block in blocks if "block_id" in block), "block_id")
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > limits.TABLES:
        yield "/blocks", f"hold {len(tables)} tables; a message has {limits.TABLES}"
    if (cells := sum(map(_cell_characters, tables))) > limits.TABLE_CHARACTERS:
        yield "/blocks", f"the table holds {cells} characters; it has at most {limits.TABLE_CHARACTERS}"
    for block in blocks:
        yield from _twice((one["action_id"] for one in block.get("elements", ()) if "action_id" in one), "action_id")
        for row in block.get("rows", ()):
            if len(row) != len(block["rows"][0]):
                yield "/blocks", "the rows of the table differ in length"


def _twice(identifiers: Iterator[str], what: str) -> Faults:
    for identifier, count in Counter(identifiers).items():
        if count > 1:
            yield "/blocks", f"the {what} {identifier!r} is there {count} times"


def _cell_characters(table: Mapping[str, Any]) -> int:
    return sum(len(cell.get("text", "")) or size([cell]) for row in table["rows"] for cell in row)


def _metadata(metadata: Any) -> Faults:
    """Every app and member of the workspace may read metadata: it holds opaque ids and numbers, and no text."""
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    if not isinstance(payload, dict) or not isinstance(metadata.get("event_type"), str):
        yield "/metadata", "needs event_type and event_payload"
        return
    for key, value in payload.items():
        opaque = isinstance(value, str) and value.isascii() and value.isalnum() and len(value) <= limits.IDENTIFIER
        if not (opaque or isinstance(value, int)):
            yield f"/metadata/event_payload/{key}", "is no opaque id and no number"
    if size([metadata]) > limits.METADATA:
        yield "/metadata", f"has more than {limits.METADATA} characters"
