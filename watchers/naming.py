"""Which company of a source is meant: by the source's own id first, which stays when names and codes change."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from watchers.errors import SourceError
from watchers.filing import Filer

# Names change at midnight at most, and the lists have thousands of rows.
_FRESH = timedelta(days=1)
# A company that is missing may be listed since today: its list is asked again, but not at every miss.
_AGAIN = timedelta(hours=1)


@dataclass(slots=True, kw_only=True)
class Directory:
    """The companies of a source; `load` asks the source for them, once a day for all watches.

    A company may stand there several times, once for each code. `former` gives the code that a company had before, for
    those whose code was moved. A list that cannot be had anew stands for another day: most of it is still right.
    """

    source: str
    load: Callable[[], Sequence[Filer]]
    former: Callable[[Filer], str] = lambda _: ""
    _loaded: datetime | None = None
    _by: dict[str, dict[str, list[Filer]]] = field(default_factory=dict)

    def get(self, wanted: Filer, *, known: str = "", now: datetime) -> Filer:
        """The company as the source lists it today. `known` is the id it was found under before.

        Raises SourceError when there is none, several of that name, or another one of that code than of that id.
        """
        self._refresh(now, _FRESH)
        found = self._find(wanted, known)
        if found is None and self._refresh(now, _AGAIN):
            found = self._find(wanted, known)
        if found is None:
            words = f"lists no company {wanted.code or wanted.id} {wanted.name}".rstrip()
            raise SourceError(words, source=self.source)
        return found

    def find_code(self, code: str, *, now: datetime) -> Filer | None:
        """The company that has this code today, or None."""
        self._refresh(now, _FRESH)
        if _plain(code) not in self._by["code"]:
            self._refresh(now, _AGAIN)
        return next(iter(self._by["code"].get(_plain(code), ())), None)

    def _find(self, wanted: Filer, known: str) -> Filer | None:
        tried = (
            ("id", known),
            ("id", wanted.id),
            ("code", wanted.code),
            ("code", wanted.id),
            ("former", wanted.code or wanted.id),
            ("name", wanted.name),
        )
        for by, key in tried:
            found = self._by[by].get(_plain(key), []) if key else []
            if len({company.id for company in found}) > 1:
                words = f"has several companies with the {by} {key}; give the filer its id"
                raise SourceError(words, source=self.source)
            if found:
                self._refuse_two(wanted, found[0], by_id=by == "id" and key != known)
                return found[0]
        return None

    def _refuse_two(self, wanted: Filer, found: Filer, *, by_id: bool) -> None:
        """Raises SourceError when the id and the code that are wanted are two companies', as where 700 is both."""
        other = next(iter(self._by["code"].get(_plain(wanted.code), ())), found) if wanted.code else found
        if by_id and other.id != found.id:
            words = f"has {found.name} under the id {wanted.id} and {other.name} under the code {wanted.code}"
            raise SourceError(f"{words}; give the filer an id or a code that is one company's", source=self.source)

    def _refresh(self, now: datetime, age: timedelta) -> bool:
        """Whether the list was asked anew, because it is older than this."""
        if self._loaded is not None and now - self._loaded < age:
            return False
        try:
            companies = tuple(self.load())
        except SourceError:
            if not self._by:
                raise
            companies = ()
        self._loaded = now
        if companies:
            self._by = {"id": {}, "code": {}, "former": {}, "name": {}}
        for company in companies:
            keys = {"id": company.id, "code": company.code, "former": self.former(company), "name": company.name}
            for by, key in keys.items():
                self._by[by].setdefault(_plain(key), []).append(company)
        return bool(companies)


def _plain(name: str) -> str:
    """A name as it is compared: 万  科Ａ and 万科A are one."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
