"""The facts that an Inline XBRL page tags: concept, value, unit, period, dimensions, and where they stand.

Inline XBRL 1.1 (XBRL International, 2013) and its Transformation Registry: the value is the shown text, transformed by
`format`, times ten to the `scale`, negated by `sign`. Names are compared without their namespace prefix's case, since
pages that were saved as HTML have lost it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from lxml import etree

from diffing.figure import Period
from diffing.reading.decoding import decode
from diffing.reading.html_parsing import parse
from diffing.reading.number_words import number_in_words

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One tagged fact. `value` is in base units; None for a text, a nil or an empty one.

    `decimals` is None where the value is exact (INF); `element` is the id of the tag, the evidence to link to.
    """

    concept: str
    text: str
    value: Decimal | None = None
    unit: str | None = None
    decimals: int | None = None
    scale: int = 0
    period: Period | None = None
    entity: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    period: Period | None
    entity: str
    dimensions: tuple[tuple[str, str], ...]


_NO_CONTEXT = _Context(period=None, entity="", dimensions=())

# The transformations that do not read the shown text (Transformation Registry 2 to 5).
_ZEROS = frozenset(["fixed-zero", "zerodash", "numdash"])
_EMPTIES = frozenset(["nocontent", "fixed-empty"])
_COMMA_DECIMAL = frozenset(["num-comma-decimal", "numcommadecimal", "numcommadot", "numspacecomma"])
# No number is written in a scale beyond this; a hostile one would be longer than the memory.
_MOST_SCALE = 30
_DIGITS = str.maketrans("", "", ",' \u00a0$€£¥()%")


def read_facts(content: bytes) -> tuple[Fact, ...]:
    """The facts of a page in document order, none for a page without tags; raises `UnreadableDocument`."""
    return facts_of(parse(decode(content)))


def facts_of(root: _Element) -> tuple[Fact, ...]:
    """The facts of a page that is parsed already."""
    contexts: dict[str, _Context] = {}
    units: dict[str, str] = {}
    more: dict[str, _Element] = {}
    tagged: list[tuple[str, _Element]] = []
    for name, element in _named(root):
        if name in _TAGS:
            tagged.append((name, element))
        elif name == "continuation":
            more[element.get("id", "")] = element
        elif name == "context":
            contexts[element.get("id", "")] = _context(element)
        elif name == "unit":
            units[element.get("id", "")] = _unit(element)
    return tuple(_fact(element, contexts, units if name == "nonfraction" else None, more) for name, element in tagged)


def _named(root: _Element) -> Iterator[tuple[str, _Element]]:
    """The elements with their local names in lower case: ix:nonFraction is nonfraction, in XHTML as in HTML."""
    names: dict[object, str] = {}
    for element in root.iter():
        tag = element.tag
        name = names.get(tag)
        if name is None:
            name = names[tag] = tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
        yield name, element


def _attribute(element: _Element, name: str) -> str:
    return element.get(name) or element.get(name.lower()) or ""


def _text(element: _Element) -> str:
    """What an element says, without what is excluded from facts (Inline XBRL 1.1, 6: page numbers inside a note)."""
    if not len(element):
        return " ".join((element.text or "").split())
    if next(element.iter("{*}exclude", "ix:exclude"), None) is None:
        return " ".join("".join(map(str, element.itertext())).split())
    return " ".join("".join(_included(element)).split())


def _included(element: _Element) -> Iterator[str]:
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, part in walker:
        excluded = str(part.tag).endswith(("}exclude", "ix:exclude"))
        if event == "start" and excluded:
            walker.skip_subtree()
        elif event == "start":
            yield part.text or ""
        elif part is not element:
            yield part.tail or ""


def _context(element: _Element) -> _Context:
    days: dict[str, str] = {}
    dimensions = []
    for name, part in _named(element):
        if name in _MEMBERS:
            dimensions.append((part.get("dimension", ""), _text(part)))
        elif name in _TIMES:
            days.setdefault(name, _text(part))
    return _Context(period=_period(days), entity=days.get("identifier", ""), dimensions=tuple(sorted(dimensions)))


_TAGS = frozenset(["nonfraction", "nonnumeric"])
_TIMES = frozenset(["instant", "startdate", "enddate", "identifier"])
_MEMBERS = frozenset(["explicitmember", "typedmember"])


def _period(days: Mapping[str, str]) -> Period | None:
    instant, first, last = (_day(days.get(name, "")) for name in ("instant", "startdate", "enddate"))
    if instant is not None:
        return Period(first=instant, last=instant, instant=True)
    return Period(first=first, last=last) if first and last and first <= last else None


def _day(said: str) -> date | None:
    """A date; one with a time of midnight is the end of the day before (XBRL 2.1, 4.7.2)."""
    try:
        day = date.fromisoformat(said[:10])
    except ValueError:
        return None
    return day - timedelta(days=1) if said[10:].startswith("T00:00:00") else day


def _unit(element: _Element) -> str:
    """`USD`, `shares`, or `USD/shares` for one divided by another."""
    parts = [(name, _text(part)) for name, part in _named(element) if name in ("measure", "divide")]
    measures = [said.rpartition(":")[2] for name, said in parts if name == "measure"]
    return ("/" if len(measures) < len(parts) else "*").join(measures)


def _fact(
    element: _Element, contexts: Mapping[str, _Context], units: Mapping[str, str] | None, more: Mapping[str, _Element]
) -> Fact:
    """The fact of one tag; without `units` it is a text."""
    context = contexts.get(_attribute(element, "contextRef"), _NO_CONTEXT)
    scale = _integer(_attribute(element, "scale")) or 0
    text = _continued(element, more)
    return Fact(
        concept=_attribute(element, "name"),
        text=text,
        value=_value(element, text, scale) if units is not None else None,
        unit=units.get(_attribute(element, "unitRef")) if units is not None else None,
        decimals=_integer(_attribute(element, "decimals")),
        scale=scale,
        period=context.period,
        entity=context.entity,
        dimensions=context.dimensions,
        element=element.get("id", ""),
    )


def _integer(said: str) -> int | None:
    try:
        return int(said)
    except ValueError:
        return None


def _continued(element: _Element, more: Mapping[str, _Element]) -> str:
    """The text with what continues it elsewhere (Inline XBRL 1.1, 4.1); a chain in a circle is followed once."""
    following = _attribute(element, "continuedAt")
    if not following:
        return _text(element)
    said = [_text(element)]
    seen: set[str] = set()
    while following in more and following not in seen:
        seen.add(following)
        said.append(_text(more[following]))
        following = _attribute(more[following], "continuedAt")
    return " ".join(part for part in said if part)


def _value(element: _Element, said: str, scale: int) -> Decimal | None:
    """The number a tag stands for; None where it is nil, empty, or in a form unknown here."""
    form = _attribute(element, "format").rpartition(":")[2].lower()
    nil = any(str(name).rpartition("}")[2].endswith("nil") and said in ("true", "1") for name, said in element.items())
    if nil or form in _EMPTIES:
        return None
    number = Decimal(0) if form in _ZEROS else _number(said, form)
    if number is None:
        return None
    if abs(scale) > _MOST_SCALE:
        return None
    number = number.scaleb(scale)
    return -number if _attribute(element, "sign") == "-" else number


def _number(said: str, form: str) -> Decimal | None:
    if said[:1].isalpha() and (written := number_in_words(said)) is not None:
        return Decimal(written)
    if form in _COMMA_DECIMAL:
        said = said.replace(".", "").replace(",", ".")
    try:
        number = Decimal(said.translate(_DIGITS))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
