"""What a file tags as furniture: the marks of its text objects (PDF 32000-1, 14.8.2.2)."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diffing.reading.pdf import calls
from diffing.reading.pdf.room import written

# The name of a mark as pdfium writes it, with a zero at its end; room for one of so many numbers of four bytes.
_ARTIFACT, _NAME_ROOM = np.frombuffer("Artifact\0".encode("utf-16-le"), np.uint16), 5
_LENGTH = ctypes.c_ulong()
_LENGTH_AT = calls.pointer(ctypes.addressof(_LENGTH))


def artifacts(objects: list[Any]) -> NDArray[np.bool_]:
    """Whether one of the marks of each object is named Artifact."""
    counts = list(map(calls.count_marks, objects))
    found = np.zeros(len(objects), bool)
    if not any(counts):
        return found
    owners = np.repeat(np.arange(len(objects)), counts)
    numbers = [at for count in counts for at in range(count)]
    marks = list(map(calls.pointer, map(calls.get_mark, map(objects.__getitem__, owners.tolist()), numbers)))
    # A longer name than there is room for is not written.
    names = written(calls.mark_name, marks, _NAME_ROOM, 4 * _NAME_ROOM, _LENGTH_AT).view(np.uint16)
    found[owners[(names[:, : len(_ARTIFACT)] == _ARTIFACT).all(axis=1)]] = True
    return found
