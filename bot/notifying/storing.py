"""A message as it is stored beside its delivery: what was told stays to be seen, whatever becomes of the channel."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any


def as_stored(message: Any) -> bytes:
    """The message as JSON: text, or the values it is made of. Files are named without the folder they lie in."""
    values = asdict(message) if is_dataclass(message) and not isinstance(message, type) else message
    return json.dumps(values, ensure_ascii=False, default=_named).encode(errors="replace")


def _named(value: object) -> str:
    if isinstance(value, Path):
        return value.name
    raise TypeError(f"{type(value).__name__} cannot be stored")
