"""No more is told as gone than the new document prints less; what really went is told once, and whole."""

from __future__ import annotations

import diffing
from diffing.change import Basis, Change, Relation
from diffing.detecting.counting import in_line, words_in

HEAD = "Exhibits\n\nThe exhibits of this report are listed below.\n\n"
LONG = "The annual bonus plan of the company, filed as an exhibit to the report for 2021, is incorporated by reference."
# The last words of two cells stayed lines of text on one side only.
WHOLE = "| 10.1 | Lease of the shipyard, incorporated by reference. |\n| 10.2 | Deed of the quay, by reference. |\n"
TORN = (
    "| 10.1 | Lease of the shipyard, incorporated by |\n\nreference.\n\n"
    "| 10.2 | Deed of the quay, by |\n\nreference.\n"
)  # fmt: skip


def alarms(old: str, new: str) -> list[Change]:
    """What is told above info."""
    before, after = (diffing.read((HEAD + text).encode(), name="report.md") for text in (old, new))
    found = diffing.compare(before, after, basis=Basis.AMENDMENT)
    return [change for change in found.changes if change.severity.at_least(diffing.Severity.LOW)]


def test_a_word_that_a_sentence_took_with_it_is_no_loss_of_every_remnant() -> None:
    """The word stands once less, with the sentence that went; the remnants of two cells did not go as well."""
    told = alarms(f"{LONG}\n\n{TORN}", WHOLE)
    assert [change.old.text for change in told if change.old] == [LONG]


def test_a_remnant_that_really_goes_is_told() -> None:
    """Nothing else accounts for it."""
    (change,) = alarms(f"{WHOLE}\nSee the appendix.\n", WHOLE)
    assert change.old is not None
    assert change.old.text == "See the appendix."


TABLE = ["| Item | 2023 | 2022 |", "| --- | --- | --- |", "| Shipyard | 310 | 287 |", "| Quay | 512 | 433 |"]


def test_numbers_that_changed_places_in_one_table_are_told() -> None:
    """Both documents print the same words, and both rows say something else."""
    swapped = [*TABLE[:2], "| Shipyard | 512 | 287 |", "| Quay | 310 | 433 |"]
    told = alarms("\n".join(TABLE), "\n".join(swapped))
    assert [change.relation for change in told] == [Relation.VALUE_CHANGED] * 2


def test_a_number_and_a_row_that_change_beside_a_torn_table_are_told() -> None:
    """What is cut otherwise hides neither of them."""
    new = [TABLE[0], TABLE[1], "| Shipyard | 316 | 287 |"]
    told = alarms(f"{TORN}\n" + "\n".join(TABLE), f"{WHOLE}\n" + "\n".join(new))
    said = " ".join(quote.text for change in told for quote in (change.old, change.new) if quote)
    assert "316" in said
    assert "512" in said
    assert "reference" not in said


def test_a_comma_before_a_year_ends_a_number() -> None:
    """A key takes the space of "21, 1997": these are two numbers, and 21,199 is one; a long dash is no sign."""
    assert words_in(in_line(["dated January 21, 1997,", "10.79"])) == ["dated", "January", "21", "1997", "10.79"]
    assert words_in(in_line(["21,199.50 and", "—1995"])) == ["21,199.50", "and", "1995"]


def test_a_word_that_turns_a_torn_cell_round_is_told() -> None:
    """Read in two other pieces on either side, the cell is told for the one sign that it lost."""
    head = "| 港区 | 说明 |\n| --- | --- |\n| 东港 | 渔港的泊位全部自用，"
    old = f"{head}不对外出租，由三家公司 |\n\n经营并承担维修的费用。\n"
    new = f"{head}对外出租， |\n\n由三家公司经营并承担维修的费用。\n"
    said = [quote.text for change in alarms(old, new) for quote in (change.old, change.new) if quote]
    assert any("出租" in text for text in said)


ROWS = ["| Quays | $512 | $433 |", "| Dredging | 310 | 287 |", "| Cranes | 78 | 70 |", "| Total | $900 | $790 |"]


def costs(rows: list[str], rest: str = "") -> str:
    """A table of costs and what is printed below it."""
    return "\n".join(["Costs by kind are as follows.", "", "(in millions)", "", *TABLE[:2], *rows]) + f"\n\n{rest}\n"


def test_a_sum_whose_row_is_read_as_text_is_not_broken() -> None:
    """The row stands below the table, with its numbers."""
    assert alarms(costs(ROWS), costs([*ROWS[:2], ROWS[3]], "Cranes 78 70")) == []


def test_a_sum_that_a_number_broke_is_told() -> None:
    """The row changed in its place."""
    told = alarms(costs(ROWS), costs([ROWS[0], "| Dredging | 340 | 287 |", *ROWS[2:]]))
    assert {change.relation for change in told} == {Relation.VALUE_CHANGED, Relation.FORMULA_BROKEN}


def test_a_denial_that_changed_places_with_another_is_told_beside_a_torn_table() -> None:
    """Both documents print 无 and 有 as often; one sentence was read with the heading before it."""
    old = "（一）诉讼\n\n本年度公司无重大诉讼、仲裁事项。\n\n（二）担保\n\n本年度公司有对外担保事项。\n"
    new = "（一）诉讼 本年度公司有重大诉讼、仲裁事项。\n\n（二）担保\n\n本年度公司无对外担保事项。\n"
    said = [quote.text for change in alarms(old, new) for quote in (change.old, change.new) if quote]
    assert any("诉讼、仲裁" in text for text in said)


def test_a_row_of_dashes_says_nothing() -> None:
    """Nil is a row of its own on one side, and in the row above on the other."""
    dashes = "| Item | 2023 |\n| --- | --- |\n| Quay | 512 |\n| – | – |\n| Dredging | – |\n"
    assert alarms(dashes, dashes.replace("| – | – |\n", "")) == []
