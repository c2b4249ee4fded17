"""Text-layer PDF into a Draft, on pdfium's characters and drawn rules."""

from __future__ import annotations

from diffing.reading.pdf.reading import read_pdf

__all__ = ["read_pdf"]
