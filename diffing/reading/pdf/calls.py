"""pdfium's functions that are called once per character or drawn object, with the prototypes that cost least.

ctypes turns every argument of every call into what the prototype declares, which costs more than most of these calls.
So they declare no arguments: a number is passed as a C int, and an address is wrapped by `pointer`, once for the many
calls it is used in (measured: 0.11 µs a call, against 0.28 µs with declared types). They keep Python's own lock:
nothing else may be inside pdfium meanwhile.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT, _DOUBLE = ctypes.c_size_t, ctypes.c_int, ctypes.c_double


def _call(function: Any, result: Any = _INT) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


# An address as an argument of the calls below; a plain number would be cut to a C int.
pointer: Callable[[int], Any] = ctypes.c_void_p.from_param


def pointers(start: int, step: int, count: int) -> list[Any]:
    """`count` addresses as arguments, `step` bytes apart."""
    return list(map(pointer, range(start, start + step * count, step)))


def handle_of(thing: Any) -> Any:
    """A pypdfium2 handle as an argument."""
    return pointer(ctypes.cast(thing, ctypes.c_void_p).value or 0)


def drain(calling: Iterable[None]) -> None:
    """Makes calls that return nothing."""
    deque(calling, maxlen=0)


count_characters = _call(pdfium.FPDFText_CountChars)
copy_text = _call(pdfium.FPDFText_GetText)
code_point = _call(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
has_no_meaning = _call(pdfium.FPDFText_HasUnicodeMapError)
character_box = _call(pdfium.FPDFText_GetLooseCharBox, None)
text_object = _call(pdfium.FPDFText_GetTextObject, _ADDRESS)
font_size = _call(pdfium.FPDFText_GetFontSize, _DOUBLE)
character_matrix = _call(pdfium.FPDFText_GetMatrix, None)
render_mode = _call(pdfium.FPDFTextObj_GetTextRenderMode)
font_of = _call(pdfium.FPDFTextObj_GetFont, _ADDRESS)
font_weight = _call(pdfium.FPDFFont_GetWeight)
font_name = _call(pdfium.FPDFFont_GetBaseFontName, _ADDRESS)
is_embedded = _call(pdfium.FPDFFont_GetIsEmbedded)
set_render_mode = _call(pdfium.FPDFTextObj_SetTextRenderMode)
set_stroke_width = _call(pdfium.FPDFPageObj_SetStrokeWidth)
transform = _call(pdfium.FPDFPageObj_TransformF)

count_marks = _call(pdfium.FPDFPageObj_CountMarks)
get_mark = _call(pdfium.FPDFPageObj_GetMark, _ADDRESS)
mark_name = _call(pdfium.FPDFPageObjMark_GetName, None)

count_objects = _call(pdfium.FPDFPage_CountObjects)
get_object = _call(pdfium.FPDFPage_GetObject, _ADDRESS)
object_type = _call(pdfium.FPDFPageObj_GetType)
object_bounds = _call(pdfium.FPDFPageObj_GetBounds, None)
object_matrix = _call(pdfium.FPDFPageObj_GetMatrix)
form_count = _call(pdfium.FPDFFormObj_CountObjects)
form_object = _call(pdfium.FPDFFormObj_GetObject, _ADDRESS)

path_draw_mode = _call(pdfium.FPDFPath_GetDrawMode, None)
path_segments = _call(pdfium.FPDFPath_CountSegments)
path_segment = _call(pdfium.FPDFPath_GetPathSegment, _ADDRESS)
segment_point = _call(pdfium.FPDFPathSegment_GetPoint, None)
segment_type = _call(pdfium.FPDFPathSegment_GetType)

TEXT, PATH, IMAGE, FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_FORM,
)
ONE = ctypes.c_float.from_param(1.0)
LINE_TO, MOVE_TO = pdfium.FPDF_SEGMENT_LINETO, pdfium.FPDF_SEGMENT_MOVETO
FILL_AND_STROKE, STROKE = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE
