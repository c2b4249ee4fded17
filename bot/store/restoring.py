"""A stored diff as values again: the way back from `diffing.serialising`.

The way is found from the types of the fields, once for each type, so that a field added to a value comes back without a
line here. Fields that an older diff does not have yet take their defaults.
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
from diffing.figure import Figure, Period

_Restore = Callable[[Any], Any]


def restore_diff(body: Mapping[str, Any]) -> Diff:
    """The diff whose JSON is `body`. Box sides come back as they were stored: to a tenth of a point."""
    diff = _restorer(Diff)(body)
    assert isinstance(diff, Diff)
    return diff


def restore_figure(body: Mapping[str, Any]) -> Figure:
    """The figure whose JSON is `body`, without boxes where it has none."""
    figure = _restorer(Figure)(body)
    assert isinstance(figure, Figure)
    return figure


@cache
def _restorer(kind: Any) -> _Restore:
    """What makes a value of this type from its JSON."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional(next(one for one in get_args(kind) if one is not type(None)))
    if origin is tuple:
        return _tuple(get_args(kind))
    if kind in _RESTORERS:
        return _RESTORERS[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    return _dataclass(kind) if is_dataclass(kind) else _unchanged


def _unchanged(stored: Any) -> Any:
    return stored


def _optional(inner: Any) -> _Restore:
    restore = _restorer(inner)
    return lambda stored: None if stored is None else restore(stored)


def _tuple(inner: tuple[Any, ...]) -> _Restore:
    if len(inner) == 2 and inner[1] is Ellipsis:  # noqa: PLR2004 - tuple[X, ...]
        each = _restorer(inner[0])
        # Pairs are shown as an object where the first of each is a name.
        return lambda stored: tuple(stored.items()) if isinstance(stored, dict) else tuple(map(each, stored))
    restorers = tuple(map(_restorer, inner))
    return lambda stored: tuple(restore(one) for restore, one in zip(restorers, stored, strict=True))


def _dataclass(kind: Any) -> _Restore:
    hints = get_type_hints(kind)
    reasons = [field.name for field in fields(kind) if hints[field.name] is Reason]
    others = [(field.name, _restorer(hints[field.name])) for field in fields(kind) if field.name not in reasons]

    def restore(stored: Mapping[str, Any]) -> Any:
        values = {name: restore(stored[name]) for name, restore in others if name in stored}
        values.update((name, _reason(name, stored)) for name in reasons)
        return kind(**values)

    return restore


def _reason(name: str, stored: Mapping[str, Any]) -> Reason:
    return Reason(code=stored[f"{name}_code"], values=tuple(sorted(stored[f"{name}_values"].items())))


def _period(stored: str) -> Period:
    first, _, last = stored.partition("/")
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last or first), instant=not last)


def _box(stored: list[float]) -> Box:
    page, left, top, right, bottom = stored
    return Box(page=int(page), left=left, top=top, right=right, bottom=bottom)


_RESTORERS: Mapping[Any, _Restore] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    Period: _period,
    Box: _box,
}
