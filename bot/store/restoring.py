"""A stored diff as values again: the way back from `diffing.serialising`.

Read from the types of the fields, so that a field added to a value comes back without a line here. Fields that an
older diff does not have yet take their defaults.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from diffing.change import Diff, Reason
from diffing.document import Box
from diffing.figure import Period


def restore_diff(body: Mapping[str, Any]) -> Diff:
    """The diff whose JSON is `body`. Box sides come back as they were stored: to a tenth of a point."""
    diff = _restore(Diff, body)
    assert isinstance(diff, Diff)
    return diff


def _restore(kind: Any, stored: Any) -> Any:
    if stored is None or kind is Any:
        return stored
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _restore(next(one for one in get_args(kind) if one is not type(None)), stored)
    if origin is tuple:
        return _tuple(get_args(kind), stored)
    if kind in _READERS:
        return _READERS[kind](stored)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(stored)
    return _dataclass(kind, stored) if is_dataclass(kind) else stored


def _tuple(inner: tuple[Any, ...], stored: Any) -> tuple[Any, ...]:
    if isinstance(stored, dict):  # pairs that JSON shows as an object
        return tuple(stored.items())
    if len(inner) == 2 and inner[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        return tuple(_restore(inner[0], one) for one in stored)
    return tuple(_restore(kind, one) for kind, one in zip(inner, stored, strict=True))


def _dataclass(kind: Any, stored: Mapping[str, Any]) -> Any:
    types = _types(kind)
    values = {}
    for name, inner in types.items():
        if inner is Reason:
            values[name] = _reason(name, stored)
        elif name in stored:
            values[name] = _restore(inner, stored[name])
    return kind(**values)


@cache
def _types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _reason(name: str, stored: Mapping[str, Any]) -> Reason:
    return Reason(code=stored[f"{name}_code"], values=tuple(sorted(stored[f"{name}_values"].items())))


def _period(stored: str) -> Period:
    first, _, last = stored.partition("/")
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last or first), instant=not last)


def _box(stored: list[float]) -> Box:
    page, left, top, right, bottom = stored
    return Box(page=int(page), left=left, top=top, right=right, bottom=bottom)


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    Period: _period,
    Box: _box,
}
