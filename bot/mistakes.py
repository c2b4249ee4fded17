"""What is wrong with a key of the configuration, in words: the validator's own are for programmers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

# What pydantic calls each mistake (https://docs.pydantic.dev/latest/errors/validation_errors/), and what we say.
_WORDS = {
    "missing": "is needed",
    "extra_forbidden": "unknown key {key!r}; known keys are {known}",
    "literal_error": "{input!r} is not known; it is {expected}",
    "enum": "{input!r} is not known; it is {expected}",
    "greater_than": "{input} is too small; it is more than {gt}",
    "greater_than_equal": "{input} is too small; it is at least {ge}",
    "less_than": "{input} is too large; it is less than {lt}",
    "less_than_equal": "{input} is too large; it is at most {le}",
    "string_too_short": "may not be empty",
    "string_pattern_mismatch": "{input!r} has a sign that may not be in it, or too many of them",
    "string_type": "is text, in quotes",
    "path_type": "is a path, in quotes",
    "tuple_type": "is a list, in square brackets",
    "dict_type": "is a table",
    "model_type": "is a table",
    "int_type": "is a whole number",
    "int_parsing": "is a whole number",
    "int_from_float": "is a whole number",
    "float_type": "is a number",
    "float_parsing": "is a number",
    "bool_type": "is true or false",
    "bool_parsing": "is true or false",
    "time_delta_type": "is written as a number and s, m, h or d, for example 15m",
    "time_delta_parsing": "is written as a number and s, m, h or d, for example 15m",
}
# Where a value may be of one kind or another, each kind is a mistake of its own, with its name last in the place.
_EITHER = {"float": "is a number, or true or false", "bool": "is a number, or true or false"}

# Watches stand in a file of their own, which a key names.
_ELSEWHERE = {"watches": "watches_file"}


def place_and_words(mistake: Mapping[str, Any], model: Any) -> tuple[tuple[str, ...], str]:
    """Where in the configuration `model` a mistake is, key by key, and what it is; a mistake as pydantic lists it."""
    place = tuple(str(part) for part in mistake["loc"])
    if place and place[-1] in _EITHER:
        return place[:-1], _EITHER[place[-1]]
    if mistake["type"] not in _WORDS:
        words = str(mistake["msg"]).removeprefix("Value error, ")
        return place, f"{words[:1].lower()}{words[1:]}"
    values = {"input": mistake.get("input"), **mistake.get("ctx", {})}
    if mistake["type"] == "extra_forbidden":
        values |= {"key": place[-1], "known": ", ".join(known_keys(model, place[:-1]))}
    return place, _WORDS[mistake["type"]].format_map(values)


def known_keys(model: Any, place: Sequence[str]) -> Collection[str]:
    """The keys of the table at a place below `model`; numbers in the place say which of a list, and lead nowhere."""
    for part in place:
        if not part.isdecimal():
            model = _table(model.model_fields[part].annotation)
    return [_ELSEWHERE.get(key, key) for key in model.model_fields]


def _table(kind: Any) -> Any:
    """The table in an annotation: itself, in a tuple of it, or in one that may be missing."""
    if get_origin(kind) in (Union, UnionType, tuple):
        return next(one for one in get_args(kind) if hasattr(one, "model_fields"))
    return kind
