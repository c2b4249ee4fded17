"""What a file is: by its first bytes, then by the given media type, then by the ending of its name."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from diffing.errors import UnreadableDocument
from diffing.reading import limits
from diffing.reading.decoding import decode

PDF = "application/pdf"
HTML = "text/html"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The first bytes of what can be read (IANA media types; PDF allows rubbish before its mark, ISO 32000-1 annex H).
_PDF_MARK = b"%PDF-"
_PDF_WITHIN = 1024

_AS_TEXT = "save it as PDF, DOCX or text and try again"
_PICTURE = ("a picture, not a document", "get the filing as a PDF with text, or as HTML")
_ARCHIVE = ("an archive of files", "unpack it and read the files one by one")
_RECORDING = ("a film or a sound, not a document", "get the filing as a PDF with text, or as HTML")
_PROGRAM = ("a program, not a document", "check where this file comes from")
_AS_SHEET = "save it as XLSX and try again"
_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# First bytes of what is refused, with the cause and the remedy.
_REFUSED: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"8BPS", _PICTURE),
    (b"AT&TFORM", _PICTURE),
    (b"\x00\x00\x01\x00", _PICTURE),
    (b"\x00\x00\x00\x0cjP  ", _PICTURE),
    (b"\xff\x4f\xff\x51", _PICTURE),
    (b"ID3", _RECORDING),
    (b"OggS", _RECORDING),
    (b"{\\rtf", ("a rich text file (.rtf)", _AS_TEXT)),
    (b"%!PS", ("a PostScript file", "make a PDF of it and try again")),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"\x00asm", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
)

# Marks further in: where they stand, and what they are of (ISO 14496-12, 4.3, lists the pictures among its brands;
# POSIX pax; RIFF).
_REFUSED_WITHIN: tuple[tuple[int, tuple[bytes, ...], tuple[str, str]], ...] = (
    (4, (b"ftyphei", b"ftypmif1", b"ftypmsf1", b"ftypavif", b"ftypavis"), _PICTURE),
    (4, (b"ftyp",), _RECORDING),
    (8, (b"WEBP",), _PICTURE),
    (8, (b"WAVE", b"AVI "), _RECORDING),
    (257, (b"ustar",), _ARCHIVE),
)
# Texts that pack or describe something else, by their opening; HTML and XHTML have been told before.
_PROLOGUE = r"\s*+(?>(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|<!doctype[^>\[]*>)\s*)*+"
_FLAGS = re.IGNORECASE | re.DOTALL
_PACKED_TEXT: tuple[tuple[re.Pattern[str], tuple[str, str]], ...] = (
    (
        re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?:mime-version|content-type):", _FLAGS),
        ("a mail or a saved page with its parts packed (.eml, .mht)", "open it and save it as HTML or PDF"),
    ),
    (re.compile(_PROLOGUE + r"<(?:\w+:)?svg[\s>]", _FLAGS), _PICTURE),
    (
        re.compile(r"(?=\s*<\?xml\s)" + _PROLOGUE + r"<\w", _FLAGS),
        ("XML data, not a document", "get the filing as a PDF with text, or as HTML"),
    ),
)

# What the directory of an old Office file names, and so what it is (MS-CFB 2.6.1, MS-OFFCRYPTO 2.3.4.4).
_OLD_OFFICE: tuple[tuple[str, tuple[str, str]], ...] = (
    ("EncryptedPackage", ("encrypted with a password", "save it without one")),
    ("WordDocument", ("an old Word file (.doc)", "save it as DOCX or PDF and try again")),
    ("Workbook", ("an old spreadsheet (.xls)", _AS_SHEET)),
    ("Book", ("an old spreadsheet (.xls)", _AS_SHEET)),
    ("PowerPoint Document", ("an old presentation (.ppt)", "save it as PDF and try again")),
    ("", ("an old Office file (.doc, .xls, .ppt)", _AS_TEXT)),
)

# The part that says what a ZIP package is (ECMA-376 part 2, OpenDocument 1.3 part 2).
_PACKAGES: tuple[tuple[str, str | tuple[str, str]], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", ("a binary spreadsheet (.xlsb)", _AS_SHEET)),
    ("ppt/presentation.xml", ("a presentation", "save it as PDF and try again")),
    ("content.xml", ("an OpenDocument file", _AS_TEXT)),
    ("OFD.xml", ("a Chinese fixed-layout file (.ofd)", "save it as PDF and try again")),
    ("META-INF/container.xml", ("an electronic book (.epub)", _AS_TEXT)),
    ("Index/Document.iwa", ("a Pages or Keynote file", "save it as PDF and try again")),
    ("Index/Presentation.iwa", ("a Pages or Keynote file", "save it as PDF and try again")),
)

_ENDINGS = {
    ".pdf": PDF, ".htm": HTML, ".html": HTML, ".xhtml": HTML, ".txt": TEXT, ".md": MARKDOWN, ".docx": DOCX,
    ".xlsx": XLSX, ".xlsm": XLSX,
}  # fmt: skip

# What a media type may be called; anything else is decided by the bytes alone.
_SPELLINGS = {
    "application/xhtml+xml": HTML, "text/html": HTML, "text/plain": TEXT, "text/markdown": MARKDOWN,
    "application/pdf": PDF, "application/x-pdf": PDF, DOCX: DOCX, XLSX: XLSX,
}  # fmt: skip

# The opening of an HTML page after comments and declarations (HTML 13.1), or of an EDGAR <DOCUMENT> that wraps one.
_HTML_OPENING = re.compile(
    r"\s*(?>(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->|<!doctype(?!\s+html)[^>\[]*(?:\[[^\]]*\])?\s*>)\s*)*+"
    r"(?:<!doctype\s+html|<(?:\w+:)?html[\s>]|<(?:head|body)[\s>]"
    r"|<document>\s*<type>.{0,2000}?<(?:html|body)[\s>]|<sec-document>.*?<html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_OPENING_LENGTH = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What a file is, its text where it is one, and a warning when its name or its given type says otherwise."""

    type: str
    text: str = ""
    warnings: tuple[str, ...] = ()


def recognise(content: bytes, *, media_type: str | None, name: str | None) -> Media:
    """What `content` is; raises `UnreadableDocument` for what no reader here can read, and says what to do."""
    if not content:
        raise UnreadableDocument("an empty file", remedy="fetch it again")
    said = _said(media_type, name)
    packed = _packed(content, said)
    if packed is not None:
        return Media(type=packed, warnings=_warnings(packed, said))
    try:
        text = decode(content)
    except UnreadableDocument as error:
        if said in (PDF, DOCX, XLSX):
            raise UnreadableDocument("not what it is named or sent as, or damaged", remedy="fetch it again") from error
        raise
    kind = HTML if _HTML_OPENING.match(text, 0, _OPENING_LENGTH) else None
    if kind is None:
        _check_text(text, said)
        kind = said if said in (HTML, TEXT, MARKDOWN) else TEXT
    limits.check("characters", len(text), limits.MARKUP if kind == HTML else limits.CHARACTERS)
    return Media(type=kind, text=text, warnings=_warnings(kind, said))


def _check_text(text: str, said: str | None) -> None:
    """Raises `UnreadableDocument` for text that packs or describes something else than what it says."""
    if said in (HTML, MARKDOWN):
        return
    for opening, (cause, remedy) in _PACKED_TEXT:
        if opening.match(text, 0, _OPENING_LENGTH):
            raise UnreadableDocument(cause, remedy=remedy)


def _said(media_type: str | None, name: str | None) -> str | None:
    """The media type that the sender or, failing that, the name claims."""
    known = _SPELLINGS.get((media_type or "").partition(";")[0].strip().lower())
    if known is not None and known != TEXT:
        return known
    ending = re.search(r"\.\w+$", (name or "").lower())
    by_name = _ENDINGS.get(ending.group()) if ending else None
    return by_name if known is None or by_name == MARKDOWN else known


def _packed(content: bytes, said: str | None) -> str | None:
    """The media type of a file that is not text, None when it may be text."""
    for mark, (cause, remedy) in _REFUSED:
        if content.startswith(mark):
            raise UnreadableDocument(cause, remedy=remedy)
    if content.startswith(_OLD_OFFICE_MARK):
        raise _old_office(content)
    for at, marks, (cause, remedy) in _REFUSED_WITHIN:
        if content.startswith(marks, at):
            raise UnreadableDocument(cause, remedy=remedy)
    if content.startswith((b"MZ", b"BM")) and b"\x00" in content[:64]:
        cause, remedy = _PROGRAM if content.startswith(b"MZ") else _PICTURE
        raise UnreadableDocument(cause, remedy=remedy)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(content)
    if _PDF_MARK in content[:_PDF_WITHIN] or (said == PDF and b"endstream" in content):
        return PDF
    return None


def _old_office(content: bytes) -> UnreadableDocument:
    cause, remedy = next(told for name, told in _OLD_OFFICE if name.encode("utf-16-le") in content)
    return UnreadableDocument(cause, remedy=remedy)


def _package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableDocument("a damaged or cut off package (ZIP, DOCX, XLSX)", remedy="fetch it again") from error
    for part, found in _PACKAGES:
        if part in names:
            if isinstance(found, str):
                return found
            raise UnreadableDocument(found[0], remedy=found[1])
    raise UnreadableDocument(_ARCHIVE[0], remedy=_ARCHIVE[1])


def _warnings(found: str, said: str | None) -> tuple[str, ...]:
    texts = (TEXT, MARKDOWN)
    if said is None or said == found or (said in texts and found in texts):
        return ()
    return (f"named or sent as {said}, but is {found}: read by its contents",)
