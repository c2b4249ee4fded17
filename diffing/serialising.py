"""Values as JSON: the shapes that docs/ and scripts rely on.

Numbers that carry a value are decimal strings, dates ISO, words their own names; an object says its schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any

from diffing.change import Change, Counts, Diff, Reason
from diffing.claim import Claim
from diffing.document import Box, Document
from diffing.figure import Figure, Period
from diffing.reasons import words

Json = dict[str, Any] | list[Any] | str | int | float | bool | None

SCHEMAS: Mapping[type, str] = {
    Diff: "filingwatch.diff/1",
    Change: "filingwatch.change/1",
    Figure: "filingwatch.figure/1",
    Claim: "filingwatch.claim/1",
    Document: "filingwatch.document/1",
}


# What is found of each type once: a diff holds a hundred thousand values of thirty.
_found: dict[type, Callable[[Any], Any]] = {}
_names: dict[type, tuple[str, ...]] = {}


def to_json(value: object) -> Any:
    """`value` as what `json.dumps` takes; the same value gives the same result, keys in the same order."""
    write = _found.get(type(value))
    if write is None:
        write = _found[type(value)] = _writer(type(value))
    return write(value)


def _writer(kind: type) -> Callable[[Any], Any]:
    """How values of one type are written."""
    if issubclass(kind, bool | int | float | NoneType):
        return _itself
    for kinds, write in _WRITERS:
        if issubclass(kind, kinds):
            return write
    if is_dataclass(kind):
        return _plain
    message = f"{kind.__name__} has no JSON form"
    raise TypeError(message)


def _itself(value: Any) -> Any:
    return value


def decimal_string(value: Decimal) -> str:
    """The digits of `value` without an exponent and without zeros that say nothing."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _plain(value: Any) -> dict[str, Any]:
    kind = type(value)
    if kind not in _names:
        _names[kind] = tuple(field.name for field in fields(kind) if field.name != "layout")
    schema = {"schema": SCHEMAS[kind]} if kind in SCHEMAS else {}
    return schema | {name: to_json(getattr(value, name)) for name in _names[kind]}


def _sequence(value: Any) -> list[Any]:
    return [to_json(item) for item in value]


def _box(box: Box) -> list[float]:
    return [box.page, *(round(side, 1) for side in (box.left, box.top, box.right, box.bottom))]


def _figure(figure: Figure) -> dict[str, Any]:
    return _plain(figure) | {"dimensions": dict(figure.dimensions)}


def _change(change: Change) -> dict[str, Any]:
    return _plain(change) | _reason("reason", change.reason)


def _reason(name: str, reason: Reason) -> dict[str, Any]:
    return {name: words(reason), f"{name}_code": reason.code, f"{name}_values": dict(reason.values)}


def _counts(counts: Counts) -> dict[str, Any]:
    tables = ("kinds", "relations", "severities", "hidden")
    return _plain(counts) | {name: dict(getattr(counts, name)) for name in tables}


def _diff(diff: Diff) -> dict[str, Any]:
    return _plain(diff) | _reason("basis_reason", diff.basis_reason)


_WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
    (StrEnum, str),
    (str, str),
    (Decimal, decimal_string),
    (date, date.isoformat),
    (Period, str),
    (Box, _box),
    (Reason, words),
    (Figure, _figure),
    (Change, _change),
    (Counts, _counts),
    (Diff, _diff),
    ((tuple, list), _sequence),
    (dict, dict),
)
