"""An unreadable file says why, and keeps saying so when it crosses between processes."""

from __future__ import annotations

import pickle

import pytest

import diffing
from diffing.errors import UnreadableDocument


@pytest.mark.parametrize(
    ("name", "body"), [("a.html", b"<html><body><script>x()</script></body></html>"), ("b.txt", b" \n")]
)
def test_a_file_with_nothing_in_it_is_empty(name: str, body: bytes) -> None:
    """A page before its words are there is told from a file that is damaged, also on the other side of a pipe."""
    with pytest.raises(UnreadableDocument) as caught:
        diffing.read(body, name=name)
    crossed = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own, a line above
    assert (crossed.empty, str(crossed)) == (True, f"{name}: nothing is written in it; fetch it again")
    assert not UnreadableDocument("is damaged").empty
