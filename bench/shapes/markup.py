"""HTML and XHTML made to break readers."""

from __future__ import annotations

from bench.shapes import ENTITIES, Making, times


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


SHAPES: dict[str, Making] = {
    "nested.html": lambda size: _html(times("<div>", 100_000 * size) + "12.5"),
    "nested tables.html": lambda size: _html(times("<table><tr><td>1", 100_000 * size)),
    "nested.xhtml": lambda size: (
        '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
        + times("<div>", 100_000 * size) + "12.5" + times("</div>", 100_000 * size) + "</body></html>"
    ).encode(),
    "entities.xhtml": lambda _: f'{ENTITIES}<html xmlns="x"><body><p>12.5 &a9;</p></body></html>'.encode(),
    "cells.html": lambda size: _html(
        "<table>" + times("<tr>" + times("<td>1", 100), 20_000 * size) + "</table>"
    ),
    "spans.html": lambda size: _html(
        "<table>" + times('<tr><td rowspan="999" colspan="999">1', 20_000 * size) + "</table>"
    ),
    "attributes.html": lambda size: _html("<p " + times("a='b' ", 2_000_000 * size) + ">12.5"),
    "openings.html": lambda size: _html(times("<", 10_000_000 * size) + "12.5"),
    "comments.html": lambda size: _html(times("<!--", 3_000_000 * size) + "12.5"),
    "100 MB.html": lambda size: _html(times("<p>Revenue was 12.5 million.</p>", 3_500_000 * size)),
}  # fmt: skip
