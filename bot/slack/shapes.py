"""What each part of a message has to look like: the fields it may and must have, and what each field takes.

From https://docs.slack.dev/reference/block-kit; only what we post is listed, so that anything else is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack import limits
from bot.slack.escaping import web_address

# What is wrong with a value: where, and what.
Faults = Iterator[tuple[str, str]]
Shape = Callable[[Any, str], Faults]

# Control and direction marks make text read otherwise than it is stored, and half of a pair of signs is not text.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Needed:
    """A field that may not be missing."""

    shape: Shape


def text(least: int, most: int) -> Shape:
    """Text of so many characters, without control and direction marks."""

    def check(value: Any, at: str) -> Faults:
        if not isinstance(value, str):
            yield at, "is no text"
        elif not least <= len(value) <= most:
            yield at, f"has {len(value)} characters; it has {least} to {most}"
        elif _UNSEEN.search(value):
            yield at, "holds a control or direction mark"

    return check


def one_of(*words: str) -> Shape:
    """One of these words."""

    def check(value: Any, at: str) -> Faults:
        if value not in words:
            yield at, f"{value!r} is not known; it is {', '.join(words)}"

    return check


def truth(value: Any, at: str) -> Faults:
    """True or false."""
    if not isinstance(value, bool):
        yield at, "is true or false"


def number(value: Any, at: str) -> Faults:
    """A whole number from 1 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        yield at, "is a whole number from 1 on"


def address(value: Any, at: str) -> Faults:
    """A plain http or https address."""
    if not (isinstance(value, str) and web_address(value)):
        yield at, f"is no plain web address of at most {limits.ADDRESS} characters"


def matching(pattern: str) -> Shape:
    """Text that is wholly of this pattern."""

    def check(value: Any, at: str) -> Faults:
        if not (isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII)):
            yield at, f"is not written as {pattern}"

    return check


def many(shape: Shape, least: int, most: int) -> Shape:
    """A list of so many."""

    def check(value: Any, at: str) -> Faults:
        if not isinstance(value, list):
            yield at, "is no list"
            return
        if not least <= len(value) <= most:
            yield at, f"has {len(value)} items; it has {least} to {most}"
        for number, item in enumerate(value):
            yield from shape(item, f"{at}/{number}")

    return check


def record(fields: Mapping[str, Shape | Needed], *, needs_one_of: tuple[str, ...] = ()) -> Shape:
    """An object with these fields and no other; of `needs_one_of` it has at least one."""

    def check(value: Any, at: str) -> Faults:
        if not isinstance(value, dict):
            yield at, "is no object"
            return
        yield from ((f"{at}/{key}", "is not known") for key in value.keys() - fields.keys())
        if needs_one_of and not value.keys() & set(needs_one_of):
            yield at, f"needs one of {', '.join(needs_one_of)}"
        for key, field in fields.items():
            shape = field.shape if isinstance(field, Needed) else field
            if key in value:
                yield from shape(value[key], f"{at}/{key}")
            elif isinstance(field, Needed):
                yield f"{at}/{key}", "is needed"

    return check


def by_type(shapes: Mapping[str, Shape]) -> Shape:
    """An object whose field "type" says which of these it is."""

    def check(value: Any, at: str) -> Faults:
        kind = str(value.get("type")) if isinstance(value, dict) else "no object"
        if kind not in shapes:
            yield at, f"{kind!r} is no type that is posted here; these are: {', '.join(shapes)}"
        else:
            yield from shapes[kind]({key: one for key, one in value.items() if key != "type"}, at)

    return check


def _plain(most: int) -> Shape:
    return by_type({"plain_text": record({"text": Needed(text(1, most)), "emoji": truth})})


def _marked(most: int) -> Shape:
    said = Needed(text(1, most))
    plain, marked = record({"text": said, "emoji": truth}), record({"text": said, "verbatim": truth})
    return by_type({"plain_text": plain, "mrkdwn": marked})


_IDENTIFIER = text(1, limits.IDENTIFIER)
_STYLE = record({"bold": truth, "italic": truth, "strike": truth, "code": truth})
_IN_RICH_TEXT = by_type(
    {
        "text": record({"text": Needed(text(1, limits.TEXT)), "style": _STYLE}),
        "link": record({"url": Needed(address), "text": text(1, limits.TEXT), "style": _STYLE}),
        "emoji": record({"name": Needed(matching(r"[a-z0-9_+-]{1,100}"))}),
        "user": record({"user_id": Needed(matching(r"[UW][A-Z0-9]{2,20}"))}),
    }
)
_PARAGRAPH = record({"elements": Needed(many(_IN_RICH_TEXT, 1, 500))})
_RICH_PARTS = by_type(
    {"rich_text_section": _PARAGRAPH, "rich_text_quote": _PARAGRAPH, "rich_text_preformatted": _PARAGRAPH}
)
_RICH_TEXT = record({"block_id": _IDENTIFIER, "elements": Needed(many(_RICH_PARTS, 1, 200))})
_CELL = by_type({"raw_text": record({"text": Needed(text(1, limits.TABLE_CHARACTERS))}), "rich_text": _RICH_TEXT})
_COLUMN = record({"align": one_of("left", "center", "right"), "is_wrapped": truth})
_OPTION = record({"text": Needed(_plain(limits.OPTION_TEXT)), "value": Needed(text(1, limits.OPTION_VALUE))})
_BUTTON = record(
    {
        "text": Needed(_plain(limits.BUTTON_TEXT)),
        "action_id": Needed(_IDENTIFIER),
        "value": text(1, limits.BUTTON_VALUE),
        "url": address,
        "style": one_of("primary", "danger"),
    }
)
_SELECT = record(
    {
        "action_id": Needed(_IDENTIFIER),
        "placeholder": _plain(limits.PLACEHOLDER),
        "options": Needed(many(_OPTION, 1, limits.SELECT_OPTIONS)),
        "initial_option": _OPTION,
    }
)
_ELEMENTS = by_type(
    {
        "button": _BUTTON,
        "overflow": record({"action_id": Needed(_IDENTIFIER), "options": Needed(many(_OPTION, 2, limits.OPTIONS))}),
        "static_select": _SELECT,
    }
)
_TABLE = record(
    {
        "block_id": _IDENTIFIER,
        "rows": Needed(many(many(_CELL, 1, limits.TABLE_COLUMNS), 1, limits.TABLE_ROWS)),
        "column_settings": many(_COLUMN, 1, limits.TABLE_COLUMNS),
    }
)
_SECTION = record(
    {
        "block_id": _IDENTIFIER,
        "text": _marked(limits.TEXT),
        "fields": many(_marked(limits.FIELD), 1, limits.FIELDS),
        "accessory": _ELEMENTS,
    },
    needs_one_of=("text", "fields"),
)
_ENTRY = record(
    {
        "action_id": Needed(_IDENTIFIER),
        "initial_value": text(1, limits.TEXT),
        "max_length": number,
    }
)
_INPUT = record(
    {
        "block_id": Needed(_IDENTIFIER),
        "label": Needed(_plain(limits.LABEL)),
        "element": Needed(by_type({"plain_text_input": _ENTRY, "static_select": _SELECT})),
        "optional": truth,
    }
)
BLOCK = by_type(
    {
        "header": record({"block_id": _IDENTIFIER, "text": Needed(_plain(limits.HEADER))}),
        "context": record(
            {"block_id": _IDENTIFIER, "elements": Needed(many(_marked(limits.TEXT), 1, limits.CONTEXT_ELEMENTS))}
        ),
        "rich_text": _RICH_TEXT,
        "table": _TABLE,
        "section": _SECTION,
        "actions": record({"block_id": _IDENTIFIER, "elements": Needed(many(_ELEMENTS, 1, limits.ACTIONS))}),
        "divider": record({"block_id": _IDENTIFIER}),
    }
)
# What may stand in a form or on a home: no table does, and no field in a message.
IN_VIEW = by_type(
    {
        "header": record({"block_id": _IDENTIFIER, "text": Needed(_plain(limits.HEADER))}),
        "context": record({"elements": Needed(many(_marked(limits.TEXT), 1, limits.CONTEXT_ELEMENTS))}),
        "rich_text": _RICH_TEXT,
        "section": _SECTION,
        "actions": record({"block_id": _IDENTIFIER, "elements": Needed(many(_ELEMENTS, 1, limits.ACTIONS))}),
        "divider": record({"block_id": _IDENTIFIER}),
        "input": _INPUT,
    }
)
_BLOCKS = many(IN_VIEW, 1, limits.VIEW_BLOCKS)
VIEW = by_type(
    {
        "home": record({"blocks": Needed(_BLOCKS), "private_metadata": text(0, limits.TEXT)}),
        "modal": record(
            {
                "callback_id": Needed(_IDENTIFIER),
                "title": Needed(_plain(limits.VIEW_TITLE)),
                "submit": _plain(limits.VIEW_TITLE),
                "close": _plain(limits.VIEW_TITLE),
                "private_metadata": text(0, limits.TEXT),
                "blocks": Needed(_BLOCKS),
            }
        ),
    }
)
