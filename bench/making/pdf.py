"""Sheets to PDF: the same blocks and setting give the same bytes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from bench.making.laying import lay
from bench.making.lettering import letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.making.blocks import Block
    from bench.making.laying import Text
    from bench.making.lettering import Letters
    from bench.making.setting import Setting

_FILL, _FILL_AND_STROKE = 0, 2  # ISO 32000-2, table 104: text rendering modes


def to_pdf(blocks: Iterable[Block], setting: Setting, *, title: str = "") -> bytes:
    """The bytes of a PDF; raises FontMissing."""
    sheets = lay(blocks, setting)
    fonts = letters(setting.latin, setting.cjk)
    file = BytesIO()
    canvas = Canvas(file, pagesize=setting.page, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for sheet in sheets:
        canvas.setLineWidth(0.5)
        for rule in sheet.rules:
            canvas.line(rule.x, rule.y, rule.to_x, rule.to_y)
        for text in sheet.texts:
            _write(canvas, text, fonts)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _write(canvas: Canvas, text: Text, fonts: Letters) -> None:
    """Bold is the same letters with a thin outline, as word processors do for fonts that have no bold."""
    canvas.saveState()
    canvas.setLineWidth(text.size / 45)
    writer = canvas.beginText(text.x, text.y)
    writer.setTextRenderMode(_FILL_AND_STROKE if text.bold else _FILL)
    writer.setCharSpace(text.tracking)
    for font, piece in fonts.runs(text.text):
        writer.setFont(font, text.size)
        writer.textOut(piece)
    canvas.drawText(writer)
    canvas.restoreState()
