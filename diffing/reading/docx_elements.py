"""The elements of a Word document that say something, and those that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffing.reading.packages import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
# What a paragraph's elements say besides their text (ECMA-376 part 1, 17.3.3).
SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": ""}
# Deleted, moved away, hidden fields and the second form of what is shown already (17.13.5; part 3, 10.2.1).
UNSAID = frozenset(["del", "moveFrom", "instrText", "delText", "Fallback", "sectPr", "pPrChange", "rPrChange", "rt"])
TRACKED = frozenset(["ins", "del", "moveFrom", "moveTo"])
# The elements that say something here; a walk over these alone is twice as fast.
_NAMES = (
    "p r t pStyle numPr numId ilvl vanish tbl tr tc gridSpan vMerge gridBefore tblHeader tab br cr noBreakHyphen "
    "softHyphen ins del moveFrom moveTo instrText delText Fallback sectPr pPrChange rPrChange rt"
)
READ = [f"{{*}}{name}" for name in _NAMES.split()]
# Formulas have an alphabet of their own (part 1, 22.1), which is read as it stands.
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def local_name(tag: str) -> str:
    """The name of a WordprocessingML element, `Fallback` of markup compatibility, and nothing for any other."""
    for prefix in _WORD:
        if tag.startswith(prefix):
            return tag[len(prefix) :]
    if tag == _MATH_TEXT:
        return "t"
    return "Fallback" if tag.endswith("}Fallback") else ""


def hides(vanish: _Element) -> bool:
    """Whether `w:vanish` hides a run of text rather than the mark that ends a paragraph."""
    properties = vanish.getparent()
    run = properties.getparent() if properties is not None else None
    return run is not None and local_name(str(run.tag)) == "r" and attribute(vanish, "val") not in ("0", "false")


def is_of_mark(change: _Element) -> bool:
    """Whether a change is that of the mark which ends a paragraph (17.13.5.15): what follows is joined to it."""
    properties = change.getparent()
    above = properties.getparent() if properties is not None else None
    return above is not None and local_name(str(above.tag)) == "pPr"
