"""Compares two documents: bytes in, frozen values out; no file, no network, no clock.

Names are loaded when they are first used, so that reading a value costs no reader and no index.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diffing.change import Basis, Change, Diff, Severity
    from diffing.comparing import compare
    from diffing.document import Document
    from diffing.errors import DiffingError, UnreadableDocument
    from diffing.reading import read
    from diffing.settings import Settings

_HOMES = {
    "Basis": "diffing.change",
    "Change": "diffing.change",
    "Diff": "diffing.change",
    "DiffingError": "diffing.errors",
    "Document": "diffing.document",
    "Settings": "diffing.settings",
    "Severity": "diffing.change",
    "UnreadableDocument": "diffing.errors",
    "compare": "diffing.comparing",
    "read": "diffing.reading",
}

__all__ = [
    "Basis",
    "Change",
    "Diff",
    "DiffingError",
    "Document",
    "Settings",
    "Severity",
    "UnreadableDocument",
    "compare",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
