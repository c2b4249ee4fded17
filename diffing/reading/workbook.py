"""What a workbook shares among its sheets: their names and parts, the common strings, the number formats.

Office Open XML, ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diffing.reading.packages import Package, attribute
from diffing.reading.sheet_numbers import BUILT_IN, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

BOOK = "xl/workbook.xml"
_RELATIONS, _STRINGS, _STYLES = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"
_INDEX_LENGTH = 10
_TRUTHS = {"1": "TRUE", "0": "FALSE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """`sheets` are name and part of each that is shown, `hidden` the names of the others."""

    sheets: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    since_1904: bool

    def said(self, kind: str, style: int, value: str) -> str:
        """What a cell shows that stores `value` as `kind` (18.18.11) in a style."""
        if kind == "s":
            at = int(value) if value.isdecimal() and len(value) < _INDEX_LENGTH else len(self.strings)
            return self.strings[at] if at < len(self.strings) else ""
        if kind == "b":
            return _TRUTHS.get(value, value)
        if kind not in ("", "n") or not value:
            return value
        code = self.formats[style] if style < len(self.formats) else ""
        return shown(value, code, since_1904=self.since_1904)


def read_workbook(package: Package) -> Workbook:
    """The workbook of an open package; raises KeyError when a part that it names is missing."""
    root = package.tree(BOOK)
    parts = _parts(package)
    sheets, hidden = [], []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        name, part = attribute(sheet, "name"), parts.get(attribute(sheet, "id"))
        if attribute(sheet, "state") in ("hidden", "veryHidden"):
            hidden.append(name)
        elif part is not None:
            sheets.append((name, part))
    properties = root.find("{*}workbookPr")
    return Workbook(
        sheets=tuple(sheets),
        hidden=tuple(hidden),
        strings=_strings(package) if _STRINGS in package.names else (),
        formats=_formats(package.tree(_STYLES)) if _STYLES in package.names else (),
        since_1904=properties is not None and attribute(properties, "date1904") in ("1", "true"),
    )


def _parts(package: Package) -> dict[str, str]:
    """The part of each worksheet by the id of its relation; charts and macros are none."""
    found = {}
    for relation in package.tree(_RELATIONS).iterfind("{*}Relationship"):
        if attribute(relation, "Type").endswith("/worksheet"):
            target = attribute(relation, "Target")
            found[attribute(relation, "Id")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return found


def _strings(package: Package) -> tuple[str, ...]:
    return tuple(rich_text(item) for item in package.tree(_STRINGS).iterfind("{*}si"))


def rich_text(item: _Element) -> str:
    """The runs of a text as one; how a name is pronounced (18.4.6) is not shown."""
    plain = item.findtext("{*}t")
    if plain is not None and len(item) == 1:
        return str(plain)
    return "".join(str(text.text or "") for text in item.iterfind(".//{*}t") if not _is_phonetic(text))


def _is_phonetic(text: _Element) -> bool:
    above = text.getparent()
    return above is not None and str(above.tag).endswith("}rPh")


def _formats(styles: _Element) -> tuple[str, ...]:
    """The format code of each cell style, empty for a general one."""
    own = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    known = {str(number): code for number, code in BUILT_IN.items()} | own
    return tuple(known.get(attribute(one, "numFmtId"), "") for one in styles.iterfind("{*}cellXfs/{*}xf"))
