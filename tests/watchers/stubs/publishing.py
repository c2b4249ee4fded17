"""What the stubs publish, whichever protocol they speak; their words and companies are made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from urllib.parse import unquote

from stubs.server import Asked, Reply

PDF = b"%PDF-1.7\n1 0 obj\n<</Number NUMBER>>\nendobj\n" + b"0" * 600 + b"\nstartxref\n0\n%%EOF\n"
CHALLENGE = b"<html><script>var arg1='" + b"8A" * 20 + b"';document.cookie='acw_sc__v2='+arg1;</script></html>"
FORBIDDEN = b"<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company as one source knows it."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One filing as its publisher has it; `number` is what its id is made of."""

    number: int
    at: datetime
    title: str
    company: Company
    body: bytes = b""

    @property
    def document(self) -> bytes:
        """The bytes of its document."""
        return self.body or PDF.replace(b"NUMBER", str(self.number).encode())


@dataclass
class Publisher:
    """Answers as a source does. `spoil` may put another answer in the place of the right one."""

    company: Company
    other: Company
    publications: list[Publication] = field(default_factory=list)
    spoil: Callable[[Asked, Reply], Reply] = lambda _, reply: reply
    widened: bool = False

    def publish(
        self, *numbers: int, at: datetime, title: str = "2025年年度报告", company: Company | None = None
    ) -> None:
        """Publishes filings a second apart."""
        for place, number in enumerate(numbers):
            moment = at + timedelta(seconds=place)
            owner = company or self.company
            self.publications.append(Publication(number=number, at=moment, title=title, company=owner))

    def newest_first(self) -> list[Publication]:
        """As lists show them."""
        return sorted(self.publications, key=lambda each: (each.at, each.number), reverse=True)

    def listed(self, code_of: str | None) -> list[Publication]:
        """Those of one company, or of all; a source that widens in silence takes any company for all."""
        everything = self.newest_first()
        if not code_of or self.widened:
            return everything
        return [each for each in everything if code_of in (each.company.code, each.company.id)]

    def __call__(self, asked: Asked) -> Reply:
        """The answer to one request."""
        return self.spoil(asked, self.answer(replace(asked, path=unquote(asked.path))))

    def answer(self, asked: Asked) -> Reply:
        """The right answer, which each protocol has its own of."""
        raise NotImplementedError

    def document(self, path: str) -> Reply:
        """The document whose path holds its number."""
        digits = path.rpartition("/")[2].partition(".")[0].rpartition("-")[2].removesuffix("_c")
        found = [each for each in self.publications if str(each.number) == digits.lstrip("0")]
        return Reply(body=found[0].document) if found else Reply(status=404, body=b"<html><h1>404</h1></html>")


def day(moment: datetime) -> datetime:
    """Midnight of the day, as sources that know no clock time say it."""
    return datetime.combine(moment.date(), time(), UTC)
