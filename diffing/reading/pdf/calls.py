"""pdfium's functions that are called once per character or drawn object, with the prototypes that cost least.

pypdfium2 declares them with typed pointers, which costs a Python object per argument. Here every pointer is a plain
address, so a call takes a third of a microsecond and writes into a numpy array (measured: 0.3 ms for 900 characters).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_POINTER, _INT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double


def _call(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def address(handle: Any) -> int:
    """The address behind a pypdfium2 handle."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


count_characters = _call(pdfium.FPDFText_CountChars, _INT, _POINTER)
copy_text = _call(pdfium.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
code_point = _call(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
character_box = _call(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
# An address as a plain number, 0 for none: numpy sorts it.
text_object = _call(pdfium.FPDFText_GetTextObject, ctypes.c_size_t, _POINTER, _INT)
font_size = _call(pdfium.FPDFText_GetFontSize, _DOUBLE, _POINTER, _INT)
font_weight = _call(pdfium.FPDFText_GetFontWeight, _INT, _POINTER, _INT)
character_matrix = _call(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
render_mode = _call(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)

count_marks = _call(pdfium.FPDFPageObj_CountMarks, _INT, _POINTER)
get_mark = _call(pdfium.FPDFPageObj_GetMark, _POINTER, _POINTER, ctypes.c_ulong)
mark_name = _call(pdfium.FPDFPageObjMark_GetName, _INT, _POINTER, _POINTER, ctypes.c_ulong, _POINTER)

count_objects = _call(pdfium.FPDFPage_CountObjects, _INT, _POINTER)
get_object = _call(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
object_type = _call(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
object_bounds = _call(pdfium.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
object_matrix = _call(pdfium.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
form_count = _call(pdfium.FPDFFormObj_CountObjects, _INT, _POINTER)
form_object = _call(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)

path_draw_mode = _call(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
path_segments = _call(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
path_segment = _call(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
segment_point = _call(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
segment_type = _call(pdfium.FPDFPathSegment_GetType, _INT, _POINTER)

TEXT, PATH, IMAGE, FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_FORM,
)
LINE_TO, MOVE_TO = pdfium.FPDF_SEGMENT_LINETO, pdfium.FPDF_SEGMENT_MOVETO
FILL_AND_STROKE, INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
