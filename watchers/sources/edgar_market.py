"""SEC EDGAR, all companies: the newest filings as an Atom feed, and the daily indexes for what was not seen in it.

    days         ... Thursday │ Friday │ Saturday, Sunday │ today
    daily index      read once │ read once │  there is none  │   not yet
    latest                          the newest, a hundred a page  ─┤

GET /cgi-bin/browse-edgar?action=getcurrent is in Latin-1 and reaches back a day or so; a page past its end is a 503.
An accession is listed once for each filer in it. GET /Archives/edgar/daily-index/YYYY/QTRn/form.YYYYMMDD.idx has a line
for each form and filer of a day, and comes out in the evening; the folder says which days there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urljoin

from lxml import etree, html

from watchers.checkpoints import Checkpoint, read_checkpoint
from watchers.downloading import download, media_hint, plain_title, published_at
from watchers.errors import SourceError, UnavailableError
from watchers.fetching import Fetcher, Request
from watchers.filing import Content, Filer, Filing, Poll, Published
from watchers.listing import OVERLAP, Listing, Page, Row, Span
from watchers.polling import poll_list
from watchers.sources.edgar import ARCHIVES, FORMS, NAME, ZONE, folder, is_cover
from watchers.verifying import read_json, refuse_instead, verify_file

_PAGE = 100
# A walk this deep has left today behind, and a 503 is the end of the list instead of an outage.
_DEEP = 2000
_ATOM = "{http://www.w3.org/2005/Atom}"
_PAST_THE_END = 503
_DAY = timedelta(days=1)
_SATURDAY = 5
# Yesterday's index is looked for in the morning too, where the evening did not bring it.
_NOON = 12
# Titles of entries: 10-K - Willow Fork Brands Inc. (0000999001) (Filer)
_ENTRY = re.compile(r"(?P<form>.+?) - (?P<name>.*) \((?P<cik>\d{10})\) \((?P<role>[^()]+)\)")
# Whose filing it is not, of those it is listed for.
_OTHERS = ("Reporting", "Filed by")
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
_FILED = re.compile(r"Filed:\s*(?:</b>)?\s*(\d{4}-\d\d-\d\d)")
# Lines of an index: "10-K      WILLOW FORK BRANDS INC   999001   20260807   edgar/data/999001/0000999999-26-000101.txt"
_LINE = re.compile(
    r"(?P<form>\S+(?: \S+)*?) {2,}(?P<name>.*?) +(?P<cik>\d{1,10}) +(?P<day>\d{4}-?\d\d-?\d\d) +"
    r"edgar/data/\d+/(?P<accession>\d{10}-\d\d-\d{6})\S*\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgarMarket:
    """The filings of all companies; `forms` are those that are taken, with their amendments."""

    fetcher: Fetcher
    forms: Sequence[str] = FORMS
    archives: str = ARCHIVES

    @property
    def name(self) -> str:
        """What its filings carry: the ids are those of the submissions."""
        return NAME

    def list_filings(self, filer: Filer | None, checkpoint: str | None, *, now: datetime) -> Poll:
        """What is new; see `Source`."""
        if filer is not None:
            return Poll.broken("lists all companies: use edgar to watch one")
        ask = _Asking(source=self, before=read_checkpoint(checkpoint), now=now.astimezone(ZONE))
        listing = Listing(source=NAME, ask=ask, zone=ZONE, windowed=False, history=OVERLAP)
        return poll_list(listing, checkpoint, now=now)

    def fetch(self, filing: Filing, *, now: datetime) -> Content:
        """The main document, or the whole submission where that is a cover sheet; see `Source`."""
        if not filing.address.endswith("-index.htm"):
            return download(self.fetcher, filing, now=now)
        answer = self.fetcher.ask(Request(address=filing.address), source=NAME)
        verify_file(answer, name=filing.address, source=NAME)
        return download(self.fetcher, replace(filing, address=main_document(answer.body, filing.address)), now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list: a form, one filer of it, and its accession number."""

    form: str
    filer: Filer
    accession: str
    published: Published
    day: date
    role: str = "Filer"


@dataclass(slots=True, kw_only=True)
class _Asking:
    """One walk: the indexes that were not read yet, then the feed. A page has at least one filing that is taken."""

    source: EdgarMarket
    before: Checkpoint
    now: datetime
    starts: dict[int, int] = field(default_factory=lambda: {0: 0})
    floor: date = date.max

    def __call__(self, span: Span, _part: str, number: int) -> Page:
        kept, listed = self._indexes(span) if number == 0 else ({}, [])
        found, start, more = list[Row](), self.starts[number], True
        while more and not found:
            entries = self._latest(start)
            more = len(entries) == _PAGE and entries[-1].day >= self.floor
            found = self._rows(entries)
            start += _PAGE
        self.starts[number + 1] = start
        return Page(rows=(*self._rows(listed), *found), more=more, kept=kept)

    def _latest(self, start: int) -> list[Entry]:
        fields = f"action=getcurrent&type=&owner=include&count={_PAGE}&start={start}&output=atom"
        request = Request(address=f"{self.source.archives}/cgi-bin/browse-edgar?{fields}")
        answer = self.source.fetcher.ask(request, source=NAME)
        if start >= _DEEP and answer.status == _PAST_THE_END:
            return []
        refuse_instead(answer, source=NAME)
        return read_latest(answer.body)

    def _indexes(self, span: Span) -> tuple[dict[str, str], list[Entry]]:
        """Which days have been read by now, and the entries of those that were not before."""
        today = self.now.date()
        days = [span.first + _DAY * number for number in range((today - span.first).days)]
        working = [day for day in days if day.weekday() < _SATURDAY]
        read = {day for day in working if day.isoformat() in self.before.kept.get("read", "").split()}
        missing = [day for day in working if day not in read]
        morning = today - _DAY in missing and self.now.hour < _NOON
        there = self._days_there(missing) if missing and (morning or self.before.asked != today) else []
        listed = [entry for day in there for entry in self._index(day)]
        read.update(there)
        self.floor = min((day for day in working if day not in read), default=today)
        return {"read": " ".join(sorted(day.isoformat() for day in read))}, listed

    def _days_there(self, days: Sequence[date]) -> list[date]:
        """Those of the days that the folders of their quarters have an index of."""
        folders = {_folder(day) for day in days}
        names = {name for each in folders for name in self._names(each)}
        return [day for day in days if _index_name(day) in names]

    def _names(self, quarter: str) -> list[str]:
        address = f"{self.source.archives}/{quarter}/index.json"
        answer = read_json(self.source.fetcher.ask(Request(address=address), source=NAME), source=NAME)
        return [item["name"] for item in answer["directory"]["item"]]

    def _index(self, day: date) -> list[Entry]:
        request = Request(address=f"{self.source.archives}/{_folder(day)}/{_index_name(day)}")
        answer = self.source.fetcher.ask(request, source=NAME)
        refuse_instead(answer, source=NAME)
        return read_index(answer.body)

    def _rows(self, entries: Iterable[Entry]) -> list[Row]:
        """The filings of the wanted forms; one of several filers belongs to the one with the lowest number."""
        taken: dict[str, Entry] = {}
        for entry in entries:
            other = taken.get(entry.accession, entry)
            if entry.form.removesuffix("/A") in self.source.forms and entry.role not in _OTHERS:
                taken[entry.accession] = min(entry, other, key=lambda each: each.filer.id)
        return [_row(entry, self.source.archives) for entry in taken.values()]


def read_latest(body: bytes) -> list[Entry]:
    """The entries of the feed, newest first. Raises SourceError for what is no feed."""
    try:
        feed = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise SourceError("answers with what is no feed", source=NAME, passing=True) from error
    if feed.tag != f"{_ATOM}feed":
        raise SourceError("answers with what is no feed", source=NAME)
    return [_read_entry(element) for element in feed.iterfind(f"{_ATOM}entry")]


def _read_entry(element: etree._Element) -> Entry:
    """One entry. Raises ValueError when it has another shape."""
    title = plain_title(element.findtext(f"{_ATOM}title", ""))
    found = _ENTRY.fullmatch(title)
    filed = _FILED.search(element.findtext(f"{_ATOM}summary", ""))
    accession = element.findtext(f"{_ATOM}id", "").rpartition("=")[2]
    if not found or not filed or not _ACCESSION.fullmatch(accession):
        raise ValueError(f"an entry {title!r}")
    return Entry(
        form=found["form"],
        filer=Filer(id=found["cik"], name=found["name"]),
        accession=accession,
        published=published_at(datetime.fromisoformat(element.findtext(f"{_ATOM}updated", "")), ZONE),
        day=date.fromisoformat(filed[1]),
        role=found["role"],
    )


def read_index(body: bytes) -> list[Entry]:
    """The lines of a daily index. Raises SourceError when it is none, or not all of it."""
    text = body.decode("latin-1")
    _, rule, lines = text.partition("\n" + "-" * 40)
    if not rule or not text.endswith("\n"):
        raise SourceError("answers with what is no daily index, or not all of it", source=NAME, passing=True)
    return [_read_line(line) for line in lines.lstrip("-").splitlines() if line.strip()]


def _read_line(line: str) -> Entry:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"a line {line[:80]!r}")
    day = date.fromisoformat(found["day"].replace("-", ""))
    filer = Filer(id=found["cik"].zfill(10), name=found["name"])
    return Entry(form=found["form"], filer=filer, accession=found["accession"], published=Published.on(day), day=day)


def main_document(page: bytes, address: str) -> str:
    """Where the first document of a submission lies, by its index page. Raises UnavailableError when it names none."""
    try:
        shown = html.document_fromstring(page)
    except etree.ParserError as error:
        raise UnavailableError("has no page for the submission", source=NAME) from error
    for row in shown.iterfind(".//table[@summary='Document Format Files']//tr"):
        cells = ["".join(map(str, cell.itertext())).strip() for cell in row.iterfind("td")]
        links = [link.get("href", "") for link in row.iterfind(".//a")]
        if cells[:1] == ["1"] and links:
            target = urljoin(address, links[0].rpartition("?doc=")[2])
            if target.startswith(address.rpartition("/")[0] + "/"):
                return target
    raise UnavailableError("names no document on the page of the submission", source=NAME)


def _row(entry: Entry, archives: str) -> Row:
    at, accession = folder(archives, entry.filer.id, entry.accession), entry.accession
    address = f"{at}/{accession}.txt" if is_cover(entry.form) else f"{at}/{accession}-index.htm"
    filing = Filing(
        source=NAME,
        id=accession,
        filer=entry.filer,
        title=f"{entry.filer.name} {entry.form}",
        address=address,
        published=entry.published,
        media_hint=media_hint(address),
    )
    return Row(id=accession, filer=entry.filer, day=entry.day, filings=(filing,))


def _folder(day: date) -> str:
    return f"Archives/edgar/daily-index/{day.year}/QTR{(day.month + 2) // 3}"


def _index_name(day: date) -> str:
    return f"form.{day:%Y%m%d}.idx"
