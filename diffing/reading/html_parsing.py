"""HTML and XHTML to a tree, safely: no entity is expanded, nothing is fetched, nothing is half read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from diffing.errors import UnreadableDocument
from diffing.reading.submissions import as_page, is_submission

if TYPE_CHECKING:
    from lxml.etree import _Element

# A parser that gave up has not read the file.
_GAVE_UP = frozenset(["ERR_NO_MEMORY", "ERR_INTERNAL_ERROR", "ERR_RESOURCE_LIMIT"])
_PAGE_COMMENT = re.compile(r"<!--\s*PAGEBREAK\s*-->|<PAGE>")
_XHTML = re.compile(r"\s*<\?xml|.{0,2000}\bxmlns\s*=", re.DOTALL)
_OPENS = re.compile(r"<html[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_EDGE = 20_000
# Inline XBRL 1.0 and 1.1.
_INLINE_XBRL = re.compile(r"\{http://www\.xbrl\.org/20\d\d/inlineXBRL\}")


def parse(text: str) -> _Element:
    """The tree: of XHTML as XML, which keeps the names of Inline XBRL; of anything else as HTML."""
    if _XHTML.match(text) and "<!ENTITY" not in text:
        parser = etree.XMLParser(
            encoding="utf-8",
            huge_tree=True,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as error:
            if is_cut_off(text):
                raise UnreadableDocument("XHTML that is cut off before its end", remedy="fetch it again") from error
            return _parse_html(text)
    return _parse_html(text)


def is_cut_off(text: str) -> bool:
    """Whether a page that opens as one never closes."""
    return bool(_OPENS.search(text, 0, _EDGE)) and not _CLOSES.search(text, max(len(text) - _EDGE, 0))


def _parse_html(text: str) -> _Element:
    shown = as_page(text) if is_submission(text) else text
    marked = _PAGE_COMMENT.sub('<hr style="page-break-after:always">', shown)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(marked.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _too_deep() from error
    if root is None or any(entry.type_name in _GAVE_UP for entry in parser.error_log):
        raise _too_deep()
    return root


def _too_deep() -> UnreadableDocument:
    return UnreadableDocument("HTML that is damaged or nested too deeply", remedy="save it as PDF and try again")


def local_name(tag: str) -> str:
    """The name of an element: `ix:` before those of Inline XBRL, no prefix before any other."""
    if tag[0] != "{":
        return tag.lower()
    inline = _INLINE_XBRL.match(tag)
    return "ix:" + tag[inline.end() :].lower() if inline else tag[tag.index("}") + 1 :].lower()
