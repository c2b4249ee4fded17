"""Companies are found by id, code and name, and stay the same when names and codes change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from watchers.errors import SourceError
from watchers.filing import Filer
from watchers.naming import Directory

NOON = datetime(2026, 8, 7, 4, tzinfo=UTC)
STAR = Filer(id="9900999001", code="300999", name="星 河Ａ")
MOON = Filer(id="gssz0000998", code="000998", name="月湖科技")


class Listed:
    """A list of companies that changes, and counts how often it is asked for."""

    def __init__(self, *companies: Filer) -> None:
        self.companies = companies
        self.asked = 0
        self.broken = False

    def __call__(self) -> tuple[Filer, ...]:
        """The list as it is now."""
        self.asked += 1
        if self.broken:
            raise SourceError("is forbidden to us (403)", source="stub")
        return self.companies


@pytest.mark.parametrize(
    "wanted",
    [
        Filer(id="9900999001"),
        Filer(id="star", code="300999"),
        Filer(id="300999"),
        Filer(id="star", name="星河A"),
        Filer(id="star", code="９９", name="星　河Ａ"),
    ],
)
def test_a_company_is_found_by_what_is_said_of_it(wanted: Filer) -> None:
    """By its id, its code, its code as id, its name as lists write it."""
    assert Directory(source="stub", load=Listed(STAR, MOON)).get(wanted, now=NOON) is STAR


def test_a_company_is_followed_by_its_id() -> None:
    """Renamed, with its code moved and given to another, it is the one it was."""
    listed = Listed(STAR, MOON)
    directory = Directory(source="stub", load=listed)
    wanted = Filer(id="star", code="300999", name="星河A")
    known = directory.get(wanted, now=NOON).id
    renamed = Filer(id=STAR.id, code="301777", name="新星")
    listed.companies = (renamed, Filer(id=MOON.id, code="300999", name="星河A"))
    assert directory.get(wanted, known=known, now=NOON + timedelta(days=1)) is renamed


def test_a_company_with_several_codes_is_one() -> None:
    """Two tickers of one company lead to it; two companies of one name are refused."""
    two = Listed(Filer(id="1", code="GOOGX", name="Abc"), Filer(id="1", code="GOOGY", name="Abc"))
    directory = Directory(source="stub", load=two)
    assert [directory.get(Filer(id="g", code=code), now=NOON).id for code in ("GOOGX", "GOOGY")] == ["1", "1"]
    assert directory.get(Filer(id="g", name="abc"), now=NOON).id == "1"
    two.companies = (*two.companies, Filer(id="2", code="ABCX", name="Abc"))
    with pytest.raises(SourceError, match="several companies with the name abc"):
        directory.get(Filer(id="g", name="abc"), now=NOON + timedelta(days=1))


def test_a_company_that_was_listed_today_is_found() -> None:
    """A miss asks for the list again, once an hour at most."""
    listed = Listed(MOON)
    directory = Directory(source="stub", load=listed)
    for minutes in (0, 5, 55):
        with pytest.raises(SourceError, match="lists no company 300999"):
            directory.get(Filer(id="star", code="300999"), now=NOON + timedelta(minutes=minutes))
        assert directory.find_code("300999", now=NOON + timedelta(minutes=minutes)) is None
    assert listed.asked == 1
    listed.companies = (STAR, MOON)
    assert directory.find_code("300999", now=NOON + timedelta(minutes=65)) is STAR
    assert directory.get(Filer(id="star", code="300999"), now=NOON + timedelta(minutes=66)) is STAR
    assert listed.asked == 2


def test_an_old_list_stands_when_there_is_no_new_one() -> None:
    """A refusal does not make every company unknown; a list that never came does."""
    listed = Listed(STAR)
    directory = Directory(source="stub", load=listed)
    directory.get(STAR, now=NOON)
    listed.broken = True
    assert directory.get(STAR, now=NOON + timedelta(days=3)) is STAR
    with pytest.raises(SourceError, match="forbidden"):
        Directory(source="stub", load=listed).get(STAR, now=NOON)
