"""A font of two boxes, half as wide as high and as wide as high: what recognised text is written in.

pdfium asks a font how high its letters are, and passes over text of no height; a font that is only named has no
letters on a machine without Chinese fonts. TrueType (OpenType 1.9) with the six tables that a reader must have.
"""

from __future__ import annotations

import struct

UNITS, ASCENT, DESCENT = 1000, 800, -200
HALF, FULL = 500, 1000
_WIDTHS = (FULL, HALF, FULL)
_MAGIC = 0x5F0F3CF5
_ON_CURVE = 1


def blank_font() -> bytes:
    """The font file: glyph 0 is empty, glyph 1 a half-wide box, glyph 2 a full one."""
    glyphs = (b"", _box(HALF), _box(FULL))
    ends = [sum(len(glyph) for glyph in glyphs[:count]) // 2 for count in range(len(glyphs) + 1)]
    count = len(glyphs)
    return _packed(
        {
            b"glyf": b"".join(glyphs),
            b"head": struct.pack(
                ">IIIIHHqqhhhhHHhhh", 0x10000, 0, 0, _MAGIC, 0, UNITS, 0, 0, 0, DESCENT, FULL, ASCENT, 0, 8, 2, 0, 0
            ),
            b"hhea": struct.pack(">IhhhH11hH", 0x10000, ASCENT, DESCENT, 0, FULL, *[0] * 11, count),
            b"hmtx": b"".join(struct.pack(">Hh", width, 0) for width in _WIDTHS),
            b"loca": struct.pack(f">{count + 1}H", *ends),
            b"maxp": struct.pack(">IH13H", 0x10000, count, 4, 1, *[0] * 11),
        }
    )


def _box(width: int) -> bytes:
    """A simple glyph of one contour with four corners, a tenth of its width from each side."""
    left, right = width // 10, width - width // 10
    corners = ((left, DESCENT), (left, ASCENT), (right, ASCENT), (right, DESCENT))
    before = ((0, 0), *corners)
    steps = [(x - before_x, y - before_y) for (x, y), (before_x, before_y) in zip(corners, before[:-1], strict=True)]
    outline = struct.pack(">hhhhh", 1, left, DESCENT, right, ASCENT)
    across, down = ([step[axis] for step in steps] for axis in (0, 1))
    written = outline + struct.pack(">HH4B4h4h", 3, 0, *[_ON_CURVE] * 4, *across, *down)
    return written + b"\0" * (len(written) % 2)


def _packed(tables: dict[bytes, bytes]) -> bytes:
    """The tables behind their directory, each on a fourth byte. No reader of a PDF checks their sums."""
    at = 12 + 16 * len(tables)
    directory, body = [struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)], []
    for tag, table in tables.items():
        directory.append(struct.pack(">4sIII", tag, 0, at, len(table)))
        body.append(table + b"\0" * (-len(table) % 4))
        at += len(body[-1])
    return b"".join(directory + body)
