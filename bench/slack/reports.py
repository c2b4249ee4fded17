"""Long reports with text and figures on every page, of which some differ between two issues."""

from __future__ import annotations

import io

_LINES, _LEFT, _TOP, _STEP = 40, 60, 780, 18
# One page in so many has another figure.
_EVERY = 10


def report(pages: int, digit: str) -> bytes:
    """A PDF of so many pages; the same for the same `digit`, which stands in a figure of every tenth page."""
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written, invariant=True)
    for page in range(pages):
        canvas.setFont("Helvetica", 10)
        for line in range(_LINES):
            own = digit if page % _EVERY == 0 and line == 1 else "0"
            amount = f"${page + 10}.{line:02}{own} million"
            words = f"Revenue of segment {page}-{line} was {amount} in 2023, up {line}.5% on 2022."
            canvas.drawString(_LEFT, _TOP - line * _STEP, words)
        canvas.showPage()
    canvas.save()
    return written.getvalue()
