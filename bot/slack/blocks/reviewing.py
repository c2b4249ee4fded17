"""What stands below an alert to decide about it, and the form that decides about each change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.languages import Words
from bot.rendering.views import ChangeView
from bot.slack.escaping import clip
from bot.slack.parts import Part, actions, button, menu, plain, rich, run, section
from bot.store.reviews import Decision

REVIEW, PAGE, MORE, EACH = "review", "page", "more", "each"
# What the menu does, in its order; a menu of Slack's has five at most.
EACH_CHANGE, A_DAY, A_WEEK, MUTE_SECTION, MUTE_FILER = "each", "day", "week", "section", "filer"
_MENU = (EACH_CHANGE, A_DAY, A_WEEK, MUTE_SECTION, MUTE_FILER)
_BUTTONS = ((Decision.CONFIRMED, "primary"), (Decision.DISMISSED, ""), (Decision.ESCALATED, "danger"))
_LABEL, _LINE = 70, 300


def review_row(sealed: Mapping[str, str], words: Words, *, pages: bool) -> Part:
    """The buttons of an alert; `sealed` are their values by what they do. `pages`: it quotes what has pages."""
    row = [
        button(f"{REVIEW}:{decision}", words.phrase(f"chat_do_{decision}"), sealed[decision], style)
        for decision, style in _BUTTONS
    ]
    shown = [button(PAGE, words.phrase("chat_do_page"), sealed[PAGE])] if pages else []
    options = [(clip(words.phrase(f"chat_do_{name}"), _LABEL), sealed[name]) for name in _MENU]
    return actions([*row, *shown, menu(MORE, options)], REVIEW)


def acts() -> tuple[str, ...]:
    """Everything that the row can do."""
    return (*(str(decision) for decision, _ in _BUTTONS), PAGE, *_MENU)


def review_form(
    changes: Sequence[ChangeView], decided: Mapping[str, Decision], sealed: str, words: Words
) -> dict[str, Any]:
    """A form with a choice for each change, as it was decided last, and room for a note."""
    blocks: list[Part] = []
    for at, change in enumerate(changes, 1):
        head = f"{at} · {change.severity_word} · {change.relation}"
        blocks += rich([section([*run(clip(head, _LINE), bold=True), *run(f"\n{clip(change.reason, _LINE)}")])])
        blocks.append(_choice(change.id, decided.get(change.id, Decision.OPEN), words))
    blocks.append(_note(words))
    return form(EACH, words.phrase("chat_do_each"), sealed, blocks, words)


def form(name: str, title: str, sealed: str, blocks: Sequence[Part], words: Words) -> dict[str, Any]:
    """A form to fill in; `name` is what it is sent off as."""
    return {
        "type": "modal",
        "callback_id": name,
        "private_metadata": sealed,
        "title": plain(clip(title, 24)),
        "submit": plain(words.phrase("chat_send")),
        "close": plain(words.phrase("chat_close")),
        "blocks": list(blocks),
    }


def select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> Part:
    """A field to choose in: labels and values, with the one that is chosen now."""
    listed = {value: {"text": plain(clip(text, _LABEL)), "value": value} for text, value in options}
    element: Part = {"type": "static_select", "action_id": "field", "options": list(listed.values())}
    if chosen in listed:
        element["initial_option"] = listed[chosen]
    return {"type": "input", "block_id": name, "label": plain(clip(label, _LINE)), "element": element}


def entry(name: str, label: str, text: str = "", *, optional: bool = False) -> Part:
    """A field to type in."""
    element: Part = {"type": "plain_text_input", "action_id": "field", "max_length": 200}
    if text:
        element["initial_value"] = text
    return {
        "type": "input",
        "block_id": name,
        "label": plain(clip(label, _LINE)),
        "element": element,
        "optional": optional,
    }


def _choice(name: str, decided: Decision, words: Words) -> Part:
    options = [(words.phrase(f"chat_do_{decision}"), str(decision)) for decision in Decision]
    return select(name, words.phrase("chat_decision"), options, str(decided))


def _note(words: Words) -> Part:
    return entry("note", words.phrase("chat_note"), optional=True)
