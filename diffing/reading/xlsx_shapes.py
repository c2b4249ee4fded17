"""Text boxes that lie on a sheet of a workbook: everybody sees them, and no cell holds them.

Office Open XML, ECMA-376 part 1, 20.5 (spreadsheet drawings) and 21.1.2 (their text).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from diffing.reading import limits
from diffing.reading.packages import Package, attribute

if TYPE_CHECKING:
    from lxml.etree import _Element


def shape_texts(package: Package, sheet: str) -> Iterator[str]:
    """The paragraphs of the shapes on the sheet that is this part, in the order they were drawn."""
    folder, name = posixpath.split(sheet)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in package.names:
        return
    for relation in package.tree(relations).iterfind("{*}Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target"))).lstrip("/")
        if attribute(relation, "Type").endswith("/drawing") and target in package.names:
            yield from _paragraphs(package.tree(target))


def _paragraphs(drawing: _Element) -> Iterator[str]:
    for count, paragraph in enumerate(drawing.iterfind(".//{*}txBody/{*}p")):
        limits.check("text boxes", count, limits.PIECES)
        said = "".join(str(run.text or "") for run in paragraph.iterfind(".//{*}t"))
        if said.strip():
            yield " ".join(said.split())
