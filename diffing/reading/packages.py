"""The parts of an Office package (DOCX, XLSX): unpacked no further than a limit, parsed without any entity."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lxml import etree

from diffing.errors import UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

# A part of an honest file is a few megabytes; a bomb unpacks to more than this. What is unpacked is counted, since the
# size that a package states may be a lie.
PART_LIMIT = 200_000_000
# Objects of other programs, and documents that are taken in when it is opened; pictures (part 1, 15.2).
_EMBEDDED = re.compile(r"(?:word|xl)/embeddings/[^/]+|(?:word/)?afchunk[^/]*\.\w+", re.IGNORECASE)
_PICTURES = re.compile(r"(?:word|xl)/media/[^/]+")
_RECOGNISE = "get the text version, or save it as PDF and read it with OCR"
# Office Open XML forbids document types (ECMA-376 part 2, 9.1.1.3), and with them the entities that bombs are made of.
_DOCUMENT_TYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError)
# libxml2 follows elements 2,048 deep.
_TOO_DEEP = "Excessive depth"
# More digits than any count here has.
_DIGITS = 10
_AGAIN = "fetch it again, or save it once more"
_CHECK = "check where this file comes from"


class Package:
    """An open package; `names` are its parts."""

    def __init__(self, files: zipfile.ZipFile) -> None:
        self._files = files
        self.names = frozenset(files.namelist())

    def embedded(self) -> tuple[str, ...]:
        """The names of the files that are embedded in it, and not read."""
        return tuple(sorted(name.rpartition("/")[2] for name in self.names if _EMBEDDED.match(name)))

    def check_pictures(self, *, silent: bool) -> None:
        """Raises `UnreadableDocument` for a package that says nothing where it shows pictures: a scan."""
        if silent and any(_PICTURES.match(name) for name in self.names):
            raise UnreadableDocument("pictures without text: a scan", remedy=_RECOGNISE)

    def part(self, name: str) -> bytes:
        """What one part unpacks to; raises `UnreadableDocument` when that is far too much, or declares entities."""
        if self._files.getinfo(name).flag_bits & 1:
            raise UnreadableDocument("encrypted with a password", remedy="save it without one")
        with self._files.open(name) as part:
            content = part.read(PART_LIMIT + 1)
        if len(content) > PART_LIMIT:
            raise UnreadableDocument("an Office file that unpacks to far too much", remedy=_CHECK)
        if any(mark in content for mark in _DOCUMENT_TYPES):
            raise UnreadableDocument("an Office file that declares entities, which none may do", remedy=_CHECK)
        return content

    def tree(self, name: str) -> _Element:
        """One part as a tree."""
        parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True)
        return etree.fromstring(self.part(name), parser)


@contextmanager
def unpacked(content: bytes, kind: str) -> Iterator[Package]:
    """The package, open; `kind` names it when it turns out to be damaged, which raises `UnreadableDocument`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            yield Package(files)
    except etree.XMLSyntaxError as error:
        deep = _TOO_DEEP in str(error)
        raise UnreadableDocument(
            f"{kind} that is nested too deeply" if deep else f"a damaged {kind}", remedy=_AGAIN
        ) from error
    except _BROKEN as error:
        raise UnreadableDocument(f"a damaged {kind}", remedy=_AGAIN) from error


def attribute(element: _Element, name: str) -> str:
    """An attribute by its local name, empty when it is not there."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def whole_number(said: str, most: int) -> int:
    """What an attribute counts, `most` when it claims more, 0 when it is no number of the schema (xsd:unsignedInt)."""
    if not (said.isascii() and said.isdecimal()):
        return 0
    return min(int(said[:_DIGITS]), most) if len(said) <= _DIGITS else most
