"""What is stored is held against the record: every row has its entry, and says what was recorded."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.errors import BotError
from bot.operating import App
from bot.store import record
from bot.store.proving import Proof, prove
from bot.store.record import What
from bot.store.reviews import Decision


def proof(app: App) -> Proof:
    """The record of an application, proved."""
    with app.store.reading() as connection:
        return prove(connection)


def test_a_story_is_on_the_record(house: Any) -> None:
    """Each fetched filing, diff, alert and review has one entry, and all of them agree with what is stored."""
    house.story()
    house.file("x.txt", "4")
    house.check()
    house.review(1, Decision.CONFIRMED)
    app = house.app()
    with app.store.reading() as connection:
        kinds = [entry.kind for entry in record.entries(connection)]
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        What.ALERT: 4, What.BEGAN: 1, What.DIFF: 2, What.FILING: 4, What.REVIEW: 1,
    }  # fmt: skip
    assert proof(app).faults == ()
    app.close()


BEHIND = {
    "another verdict": ("diffs", "UPDATE diffs SET body = :other WHERE id = 1", "diff 1 is not what was recorded"),
    "no verdict": ("diffs", "DELETE FROM diffs WHERE id = 2", "diff 2 is recorded and not stored any more"),
    "other bytes": ("", "UPDATE versions SET sha256 = 'x' WHERE id = 1", "filing 1 names other bytes"),
    "other words": ("", "UPDATE deliveries SET message = :other WHERE id = 1", "told in other words"),
    "another try": ("", "UPDATE deliveries SET outcome = 'dead' WHERE id = 1", "was not told as it is recorded"),
    "another mind": ("reviews", "UPDATE reviews SET decision = 'open'", "review 1 is not what was recorded"),
}


@pytest.mark.parametrize("behind", BEHIND)
def test_rows_that_were_changed_are_named(house: Any, behind: str) -> None:
    """A row that says something else than its entry is found out, though the chain itself is whole."""
    house.story()
    house.review(1, Decision.CONFIRMED)
    table, statement, words = BEHIND[behind]
    app = house.app()
    with app.store.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            for act in ("update", "delete") if table else ():
                connection.execute(text(f"DROP TRIGGER keep_{table}_{act}"))
        elif table:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        if statement.startswith("DELETE"):
            _unhang(connection)
        connection.execute(text(statement), {"other": b"x"} if ":other" in statement else {})
    assert any(words in fault for fault in proof(app).faults)
    app.close()


def _unhang(connection: Any) -> None:
    """Takes away what refers to the diff, as somebody would who hides it."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER keep_changes_delete"))
    else:
        connection.execute(text("ALTER TABLE changes DISABLE TRIGGER ALL"))
    connection.execute(text("DELETE FROM changes WHERE diff = 2"))
    connection.execute(text("UPDATE outbox SET diff = NULL WHERE diff = 2"))


def test_rows_older_than_the_record_are_counted_and_not_blamed(house: Any) -> None:
    """A database that had rows before it kept a record is whole, and says how many are not proven."""
    house.story()
    app = house.app()
    with app.store.writing() as connection:
        tell = "ALTER TABLE record DISABLE TRIGGER ALL"
        tell = "DROP TRIGGER keep_record_delete" if connection.dialect.name == "sqlite" else tell
        connection.execute(text(tell))
        connection.execute(text("DELETE FROM record"))
        record.begin(connection, now=house.clock.now())
    proved = proof(app)
    assert (proved.faults, proved.entries) == ((), 1)
    assert proved.older == 3 + 2 + 3
    app.close()


@pytest.mark.parametrize("table", ["record", "diffs", "changes", "reviews"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_what_was_recorded(house: Any, table: str, act: str) -> None:
    """Even the program itself cannot."""
    house.story()
    house.review(1, Decision.CONFIRMED)
    column = {"record": "kind", "diffs": "basis", "changes": "kind", "reviews": "who"}[table]
    app = house.app()
    with pytest.raises((BotError, DBAPIError), match="is kept as it was"), app.store.writing() as connection:
        connection.execute(text(act.format(table, column, "'x'")))
    app.close()
