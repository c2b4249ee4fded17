"""HTML and XHTML made to break readers."""

from __future__ import annotations

from bench.shapes import ENTITIES, Making, times


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


_INLINE = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"'
_FACT = 'name="a:b" contextRef="c"'


def _inline(body: str) -> bytes:
    return f"<html {_INLINE}><body><p>Revenue was 12.5 million.</p>{body}</body></html>".encode()


def _continuation(number: int, count: int) -> str:
    """One of a ring of so many."""
    return f'<p><ix:continuation id="n{number}" continuedAt="n{(number + 1) % count}">b</ix:continuation></p>'


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
    "an attribute.html": lambda size: _html(f'<p title="{times("a", 50_000_000 * size)}">12.5</p>'),
    "a wide cell.html": lambda _: _html(
        '<table><tr><td colspan="1000000000" rowspan="1000000000">1<td>2<tr><td>3</table>'
    ),
    "no numbers.html": lambda _: _html(
        '<table><tr><td colspan="-1" rowspan="0">1<td colspan="²">2<td colspan="1e9">3<tr><td>3</table>'
    ),
    "many tables.html": lambda size: _html(times("<table><tr><td>1<td>2<tr><td>3<td>4</table>", 200_000 * size)),
    "surrogates.html": lambda _: _html("<p>12.5 &#xD800; &#x110000; &#0; &#xFFFE; &#99999999999;</p>"),
    "surrogates.xhtml": lambda _: f"<html {_INLINE}><body><p>12.5 &#xD800;</p></body></html>".encode(),
    "entities of its own.html": lambda _: f"{ENTITIES}<html><body><p>12.5 &a9;</p></body></html>".encode(),
    "a ring of continuations.html": lambda size: _inline(
        '<p><ix:nonNumeric name="a:b" contextRef="c" continuedAt="n0">a</ix:nonNumeric></p>'
        + "".join(_continuation(n, int(1_000_000 * size) + 1) for n in range(int(1_000_000 * size) + 1))
    ),
    "facts in facts.html": lambda size: _inline(
        times('<ix:nonFraction name="a:b" contextRef="c" unitRef="u" decimals="0">', 200 * size + 9)
        + "1" + times("</ix:nonFraction>", 200 * size + 9)
    ),
    "facts without end.html": lambda size: _inline(
        f'<p><ix:nonFraction {_FACT} scale="999999999">{times("9", 1_000_000 * size)}</ix:nonFraction>'
        f'<ix:nonFraction {_FACT} scale="-999999999" decimals="9999999999">1e99999</ix:nonFraction></p>'
    ),
    "contexts.html": lambda size: _inline(
        "<div>" + times(
            '<ix:nonFraction name="a:b" contextRef="c" unitRef="u" decimals="0">1</ix:nonFraction> ', 400_000 * size
        ) + "</div>"
    ),
}  # fmt: skip
