"""EDGAR as it behaves: columns, older pages in files of their own, and a page for those who do not say who they are."""

from __future__ import annotations

from collections.abc import Sequence

from stubs.publishing import Publication, Publisher
from stubs.server import Asked, Reply, page

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
