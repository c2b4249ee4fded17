"""A diff, back from the JSON in which it is stored; what the two make is the same diff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from diffing.change import Diff, Reason
from diffing.document import Box
from diffing.figure import Period


def diff_from_json(body: Mapping[str, Any]) -> Diff:
    """The diff that `diffing.serialising.to_json` made `body` of; KeyError or ValueError for other JSON."""
    revived = _value(Diff, body)
    assert isinstance(revived, Diff)
    return revived


def _value(kind: Any, told: Any) -> Any:
    """What `told` stands for where a value of the type `kind` is wanted."""
    if told is None:
        return None
    if isinstance(kind, UnionType):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if kind in _READERS:
        return _READERS[kind](told)
    if get_origin(kind) is tuple:
        return _several(get_args(kind), told)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(told)
    return _fields(kind, told) if is_dataclass(kind) else told


def _several(kinds: tuple[Any, ...], told: Any) -> tuple[Any, ...]:
    """A tuple: of pairs that are written as an object, of one kind, or of one value for each kind."""
    if isinstance(told, Mapping):
        return tuple(told.items())
    if kinds[-1] is Ellipsis:
        return tuple(_value(kinds[0], one) for one in told)
    return tuple(_value(kind, one) for kind, one in zip(kinds, told, strict=True))


def _fields(kind: Any, told: Mapping[str, Any]) -> Any:
    types = _types(kind)
    return kind(**{name: _field(type_, name, told) for name, type_ in types.items() if name in told})


def _field(kind: Any, name: str, told: Mapping[str, Any]) -> Any:
    """A field of an object; a reason is spread over three of them."""
    if kind is Reason:
        return Reason(code=told[f"{name}_code"], values=tuple(told[f"{name}_values"].items()))
    return _value(kind, told[name])


@cache
def _types(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _period(told: str) -> Period:
    first, _, last = told.partition("/")
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last or first), instant=not last)


def _box(told: list[float]) -> Box:
    page, left, top, right, bottom = told
    return Box(page=int(page), left=left, top=top, right=right, bottom=bottom)


_READERS: dict[Any, Callable[[Any], Any]] = {
    Decimal: Decimal,
    date: date.fromisoformat,
    Period: _period,
    Box: _box,
}
