"""What Slack refuses is refused here first: our rules on their own, and beside the judgement of two libraries."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models.blocks import Block
from slackblocks import _limits
from slackblocks._surfaces import validate_surface_blocks

from bot.slack.linting import faults

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    """A text object with markup."""
    return {"type": "mrkdwn", "text": text}


def said(text: str) -> Json:
    """A section."""
    return {"type": "section", "text": marked(text)}


def button(**fields: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain("see"), "action_id": "see"} | fields


def actions(*elements: Json) -> Json:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements)}


def option(value: str) -> Json:
    """A choice."""
    return {"text": plain("choice"), "value": value}


def menu(*options: Json) -> Json:
    """A section with a menu beside it."""
    return said("x") | {"accessory": {"type": "overflow", "action_id": "menu", "options": list(options)}}


def cells(rows: int, columns: int, text: str = "a") -> Json:
    """A table."""
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}


def words(text: str, **fields: Any) -> Json:
    """A line of rich text."""
    element = {"type": "text", "text": text} | fields
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


DIVIDER: Json = {"type": "divider"}
GOOD: tuple[Json, ...] = (
    {"type": "header", "text": plain("h" * 150)},
    said("s" * 3000),
    {"type": "section", "fields": [marked("f")] * 10, "accessory": menu(option("a"), option("b"))["accessory"]},
    {"type": "context", "elements": [plain("c")] * 10},
    actions(button(style="danger", value="v" * 2000), button(action_id="b", url="https://example.org/a?b=c#d")),
    cells(3, 20) | {"column_settings": [{"align": "right", "is_wrapped": True}]},
    words("old", style={"strike": True}),
    DIVIDER,
)
BAD: dict[str, list[Json]] = {
    "no block": [],
    "51 blocks": [DIVIDER] * 51,
    "a section of 3001 characters": [said("a" * 3001)],
    "a section that says nothing": [said("")],
    "a section without text and fields": [{"type": "section"}],
    "a header of 151 characters": [{"type": "header", "text": plain("h" * 151)}],
    "markup in a header": [{"type": "header", "text": marked("h")}],
    "11 fields": [{"type": "section", "fields": [marked("f")] * 11}],
    "a field of 2001 characters": [{"type": "section", "fields": [marked("f" * 2001)]}],
    "11 elements in a context": [{"type": "context", "elements": [marked("c")] * 11}],
    "26 elements in a row": [actions(*(button(action_id=str(at)) for at in range(26)))],
    "a button of 76 characters": [actions(button(text=plain("b" * 76)))],
    "a value of 2001 characters": [actions(button(value="v" * 2001))],
    "an address of 3001 characters": [actions(button(url="https://example.org/" + "a" * 2981))],
    "a style that does not exist": [actions(button(style="loud"))],
    "markup in a button": [actions(button(text=marked("b")))],
    "six choices in a menu": [menu(*(option(str(at)) for at in range(6)))],
    "one choice in a menu": [menu(option("a"))],
    "a choice worth 151 characters": [menu(option("v" * 151), option("b"))],
    "a block that does not exist": [{"type": "fanfare"}],
    "a field that does not exist": [said("x") | {"shade": "dark"}],
    "a text object of another kind": [{"type": "section", "text": {"type": "text", "text": "x"}}],
    "a table of 101 rows": [cells(101, 1)],
    "a table of 21 columns": [cells(1, 21)],
    "two tables": [cells(1, 1), cells(1, 1)],
    "an empty cell": [cells(1, 1, "")],
    "rows that differ in length": [cells(1, 2) | {"rows": [*cells(1, 2)["rows"], *cells(1, 1)["rows"]]}],
    "a table of 10,001 characters": [cells(1, 2, "a" * 5001)],
    "markdown of 12,001 characters": [{"type": "markdown", "text": "m" * 12001}],
    "a block_id twice": [DIVIDER | {"block_id": "x"}] * 2,
    "an action_id twice": [actions(button(), button())],
    "a block_id of 256 characters": [DIVIDER | {"block_id": "x" * 256}],
    "a picture without words": [{"type": "image", "image_url": "https://example.org/a.png"}],
    "a block for dialogs": [{"type": "alert", "text": plain("x"), "level": "error"}],
    "a field to fill in": [{"type": "input", "label": plain("l"), "element": {"type": "plain_text_input"}}],
    "more than 12,000 characters together": [said("a" * 2900)] * 5,
    "an empty stretch of rich text": [words("")],
    "a paragraph of nothing": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}],
    "a mention in rich text": [words("x", type="broadcast", range="channel")],
    "a link that is no web address": [words("x", type="link", url="javascript:alert(1)")],
    "a link with a password": [words("x", type="link", url="https://a:b@example.org/")],
    "a control character": [words("a\x1b[31mb")],
    "a direction mark": [said("a\u202eb")],
    "half of a pair of signs": [words("a\ud83d")],
}


def test_a_good_message_is_accepted() -> None:
    """The rules do not refuse what they allow, at its largest."""
    small = [block for block in GOOD if block is not GOOD[1]]
    assert faults({"text": "x", "blocks": small}) == []
    assert faults({"text": "x", "blocks": [GOOD[1]]}) == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_message_is_refused(name: str) -> None:
    """Each fault is found, and said where."""
    found = faults({"text": "x", "blocks": BAD[name]})
    assert found
    assert found[0].startswith("/blocks")


METADATA: dict[str, Any] = {
    "text of a filing": {"delivery_key": "Revenue fell to 12"},
    "a token": {"delivery_key": "xoxb-1-a"},
    "an address": {"delivery_key": "https://example.org"},
    "a list": {"delivery_key": ["a"]},
    "too much of it": {f"k{at}": "a" * 200 for at in range(20)},
}


@pytest.mark.parametrize("name", METADATA)
def test_metadata_holds_opaque_ids_only(name: str) -> None:
    """Everybody in the workspace may read it."""
    message = {"text": "x", "blocks": [DIVIDER], "metadata": {"event_type": "e", "event_payload": METADATA[name]}}
    assert any("/metadata" in fault for fault in faults(message))


@pytest.mark.parametrize("text", ["", "a" * 4001, None, "a\u202eb"])
def test_the_text_of_a_notification_is_needed(text: Any) -> None:
    """A message without words is silence to a screen reader."""
    assert any(fault.startswith("/text") for fault in faults({"text": text, "blocks": [DIVIDER]}))


def others_accept(block: Json) -> bool:
    """Whether the models of Slack's own SDK and slackblocks take a block."""
    try:
        validate_surface_blocks([block], "message")
        parsed = Block.parse(block)
        assert parsed is not None
        parsed.validate_json()
    except Exception:  # noqa: BLE001 - each library has errors of its own, and any of them is a no
        return False
    return True


def test_our_rules_are_no_laxer_than_those_of_others() -> None:
    """What either library refuses of the bad ones we refuse too; and neither refuses a good one."""
    refused = [name for name, blocks in BAD.items() if not all(map(others_accept, blocks))]
    assert len(refused) >= 10, "the judges judge"
    assert all(faults({"text": "x", "blocks": BAD[name]}) for name in refused)
    assert all(map(others_accept, GOOD))


def test_our_limits_are_those_of_slackblocks() -> None:
    """Two readings of Slack's documentation agree."""
    from bot.slack import limits

    ours = {
        "HEADER_TEXT_MAX_LENGTH": limits.HEADER,
        "SECTION_TEXT_MAX_LENGTH": limits.TEXT,
        "SECTION_FIELDS_MAX_ITEMS": limits.FIELDS,
        "SECTION_FIELDS_ITEM_MAX_LENGTH": limits.FIELD,
        "CONTEXT_ELEMENTS_MAX_ITEMS": limits.CONTEXT_ELEMENTS,
        "ACTIONS_ELEMENTS_MAX_ITEMS": limits.ACTIONS,
        "BUTTON_TEXT_MAX_LENGTH": limits.BUTTON_TEXT,
        "BUTTON_VALUE_MAX_LENGTH": limits.BUTTON_VALUE,
        "BUTTON_URL_MAX_LENGTH": limits.ADDRESS,
        "BLOCK_ID_MAX_LENGTH": limits.IDENTIFIER,
        "ACTION_ID_MAX_LENGTH": limits.IDENTIFIER,
        "OVERFLOW_OPTIONS_MAX_ITEMS": limits.OPTIONS,
        "OPTION_TEXT_MAX_LENGTH": limits.OPTION_TEXT,
        "OPTION_VALUE_MAX_LENGTH": limits.OPTION_VALUE,
        "SELECT_OPTIONS_MAX_ITEMS": limits.SELECT_OPTIONS,
        "SELECT_PLACEHOLDER_MAX_LENGTH": limits.PLACEHOLDER,
        "TABLE_ROWS_MAX_ITEMS": limits.TABLE_ROWS,
        "TABLE_COLUMNS_MAX_ITEMS": limits.TABLE_COLUMNS,
        "MESSAGE_BLOCKS_MAX_ITEMS": limits.BLOCKS,
    }
    assert {name: getattr(_limits, name) for name in ours} == ours
