"""EDGAR as it behaves: columns, older pages in files of their own, a feed of the newest, an index for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from zoneinfo import ZoneInfo

from stubs.publishing import Publication, Publisher
from stubs.server import Asked, Reply, page

ZONE = ZoneInfo("America/New_York")
UNDECLARED = (
    b"<html><head><title>SEC.gov | Your Request Originates from an Undeclared Automated Tool</title></head></html>"
)


class EdgarStub(Publisher):
    """Submissions, tickers and documents; `recent` is how many rows the first page has."""

    recent = 1000

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if "@" not in asked.headers.get("user-agent", ""):
            return Reply(status=403, body=UNDECLARED)
        if asked.path == "/files/company_tickers.json":
            each = enumerate((self.company, self.other))
            return page({str(n): {"cik_str": int(c.id), "ticker": c.code, "title": c.name} for n, c in each})
        if asked.path.startswith("/submissions/"):
            return self._submissions(asked.path.rpartition("/")[2].removesuffix(".json"))
        return self.document(asked.path)

    def _submissions(self, name: str) -> Reply:
        cik, _, older = name.removeprefix("CIK").partition("-")
        found = self.listed(cik)
        if older:
            return page(_columns(found[self.recent :]))
        files = [{"name": f"CIK{cik}-submissions-001.json"}] if len(found) > self.recent else []
        owner = self.other if self.widened else self.company
        about = {"cik": str(int(owner.id)), "name": owner.name, "tickers": [owner.code]}
        return page({**about, "filings": {"recent": _columns(found[: self.recent]), "files": files}})


def accession(number: int) -> str:
    """The accession number that a number stands for."""
    return f"0000999999-26-{number:06d}"


def _columns(rows: Sequence[Publication]) -> dict[str, list[object]]:
    return {
        "accessionNumber": [accession(each.number) for each in rows],
        "filingDate": [each.at.date().isoformat() for each in rows],
        "reportDate": ["2025-12-31" for _ in rows],
        "acceptanceDateTime": [f"{each.at:%Y-%m-%dT%H:%M:%S}.000Z" for each in rows],
        "form": ["10-K/A" if "更正" in each.title else "10-K" for each in rows],
        "size": [len(each.document) for each in rows],
        "primaryDocument": [f"wfbi-{each.number}.pdf" for each in rows],
    }


class EdgarMarketStub(Publisher):
    """The newest of all filers, and the daily indexes; `most` is how far the feed reaches back, `late` has no index."""

    most = 5000
    roles: tuple[str, ...] = ("Filer",)
    noise = 0
    late: frozenset[date] = frozenset()

    def answer(self, asked: Asked) -> Reply:
        """The right answer."""
        if "@" not in asked.headers.get("user-agent", ""):
            return Reply(status=403, body=UNDECLARED)
        if asked.path == "/cgi-bin/browse-edgar":
            return self._latest(int(asked.fields["start"]), int(asked.fields["count"]))
        folder, _, name = asked.path.rpartition("/")
        if "/daily-index/" in folder:
            return self._folder(folder) if name == "index.json" else self._index(name)
        if name.endswith("-index.htm"):
            return _index_page(folder, int(name.split("-")[2]))
        if name.endswith(".txt") and not name.startswith("wfbi-"):
            return Reply(body=submission(int(name.removesuffix(".txt").rpartition("-")[2])))
        return self.document(asked.path)

    def _latest(self, start: int, count: int) -> Reply:
        rows = [entry for each in self.newest_first() for entry in self._entries(each)][: self.most]
        if start and start >= len(rows):
            return Reply(status=503, body=b"<!DOCTYPE html><title>SEC.gov | File Unavailable</title>")
        shown = "".join(rows[start : start + count])
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Latest Filings</title>{shown}</feed>'
        return Reply(body=f'<?xml version="1.0" encoding="ISO-8859-1" ?>\n{feed}'.encode("latin-1"))

    def _entries(self, each: Publication) -> list[str]:
        """The entries of one filing, one for each role, and as many of ownership as there is noise."""
        mine = [_entry(form_of(each), each, each.company.id, role) for role in self.roles]
        return [_entry("4", each, f"{7000 + number:010d}", "Reporting") for number in range(self.noise)] + mine

    def _folder(self, folder: str) -> Reply:
        year, quarter = folder.split("/")[-2:]
        first = date(int(year), int(quarter[3]) * 3 - 2, 1)
        days = [first + timedelta(days=number) for number in range(92)]
        working = [day for day in days if day.weekday() < 5 and day not in self.late]
        return page({"directory": {"item": [{"name": f"form.{day:%Y%m%d}.idx", "type": "file"} for day in working]}})

    def _index(self, name: str) -> Reply:
        day = date.fromisoformat(name.split(".")[1])
        found = [each for each in self.publications if each.at.astimezone(ZONE).date() == day]
        lines = [_line(form_of(each), each) for each in found] + [_line("4", each) for each in found[: self.noise]]
        head = "Description:           Daily Index of EDGAR Dissemination Feed by Form Type\n \n"
        columns = f"{'Form Type':<11} {'Company Name':<61} {'CIK':<11} {'Date Filed':<11} File Name\n"
        return Reply(body=f"{head}{columns}{'-' * 141}\n{''.join(lines)}".encode("latin-1"))


def form_of(each: Publication) -> str:
    """The form that a title stands for."""
    return {"更": "10-K/A", "8": "8-K"}.get(each.title[:1], "10-K/A" if "更正" in each.title else "10-K")


def submission(number: int) -> bytes:
    """A whole submission: a cover sheet and its exhibit."""
    documents = "".join(
        f"<DOCUMENT>\n<TYPE>{kind}\n<TEXT>\n<html><body><p>{text}</p></body></html>\n</TEXT>\n</DOCUMENT>\n"
        for kind, text in (("8-K", f"Cover of {number}"), ("EX-99.1", "Revenue was $12.4 million."))
    )
    return f"<SEC-DOCUMENT>{accession(number)}.txt : 20260807\n{documents}</SEC-DOCUMENT>\n".encode()


def _entry(form: str, each: Publication, cik: str, role: str) -> str:
    filed = each.at.astimezone(ZONE)
    number = accession(each.number)
    title = escape(f"{form} - {each.company.name} ({cik}) ({role})")
    summary = escape(f" <b>Filed:</b> {filed.date()} <b>AccNo:</b> {number} <b>Size:</b> 14 KB")
    return (
        f'<entry><title>{title}</title><summary type="html">{summary}</summary>'
        f"<updated>{filed.isoformat(timespec='seconds')}</updated>"
        f'<category scheme="https://www.sec.gov/" label="form type" term="{form}"/>'
        f"<id>urn:tag:sec.gov,2008:accession-number={number}</id></entry>"
    )


def _line(form: str, each: Publication) -> str:
    day, cik = f"{each.at.astimezone(ZONE):%Y%m%d}", int(each.company.id)
    path = f"edgar/data/{cik}/{accession(each.number)}.txt"
    return f"{form:<11} {each.company.name:<61} {cik:<11} {day:<11} {path}         \n"


def _index_page(folder: str, number: int) -> Reply:
    row = "<tr><td>{}</td><td>{}</td><td><a href='{}'>x</a></td><td>{}</td><td>9</td></tr>"
    rows = row.format(1, "10-K", f"/ix?doc={folder}/wfbi-{number}.pdf", "10-K")
    rows += row.format(2, "EX-99.1", f"{folder}/wfbi-ex-9.htm", "EX-99.1")
    head = "<tr><th>Seq</th><th>Description</th><th>Document</th><th>Type</th><th>Size</th></tr>"
    body = f"<table class='tableFile' summary='Document Format Files'>{head}{rows}</table>"
    return Reply(body=f"<!DOCTYPE html><html><body>{body}</body></html>".encode())
