"""What a reading process sends back, packed and unpacked: values of ours and a few plain types, by name, and no others.

A child that was taken over by the file it read cannot run anything where its parcel is opened.
"""

from __future__ import annotations

import io
import pickle
import traceback
from enum import Enum, EnumType
from typing import Any, cast

from diffing.errors import DiffingError

# What a child may send besides values of ours.
_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("datetime", "timezone"), ("decimal", "Decimal")}
# Our modules whose values and errors it may send, besides those of `diffing` and Python's own errors.
_OURS = ("builtins", "bot.covers", "bot.ledger", "bot.apart")


def pack(outcome: tuple[bool, object]) -> bytes:
    """Whether the work succeeded, with its result or its error, as bytes."""
    return pickle.dumps(outcome, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(sent: bytes) -> tuple[bool, Any]:
    """What was packed. Raises UnpicklingError for the name of anything that a child may not send."""
    succeeded, value = _Unpickler(io.BytesIO(sent)).load()
    return succeeded, value


def sendable(error: Exception) -> Exception:
    """The error with its trace, as itself if the parent knows its type."""
    known = type(error).__module__ == "builtins" or isinstance(error, DiffingError)
    sent = error if known else RuntimeError(f"{type(error).__name__}: {error}")
    sent.add_note(f"In the reading process:\n{traceback.format_exc()}")
    return sent


class _Unpickler(pickle.Unpickler):
    """Builds values of `diffing` and plain ones; refuses every other name, as nothing else may come back."""

    def find_class(self, module: str, name: str) -> Any:
        """The named class, if a child may send it."""
        if (module, name) in _PLAIN or (module.startswith("diffing.") and name == "_rebuild"):
            return super().find_class(module, name)
        if module in _OURS or module.startswith("diffing."):
            found = super().find_class(module, name)
            ours = isinstance(found, type) and found.__module__ == module
            if ours and (module != "builtins" or issubclass(found, Exception)):
                return found
        if (module, name) == ("builtins", "getattr"):
            return _member
        raise pickle.UnpicklingError(f"a reading process may not send {module}.{name}")


def _member(kind: Any, name: str) -> Enum:
    """A member of one of our enumerations, which Python before 3.11.4 pickles as `getattr(kind, name)`."""
    if isinstance(kind, EnumType) and name in kind.__members__:
        return cast("Enum", kind[name])
    raise pickle.UnpicklingError(f"a reading process may not send an attribute of {kind!r}")
