"""Judges table figures by the inline XBRL facts that the same filing tags: value, unit and period.

Run from the project's root: `python bench/inline_facts.py [FILE...]`. The tags are hidden from the extractor: it
reads the page as a person would. Facts and figures are put side by side in document order by their digits.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

from lxml import etree

import diffing
from diffing import extracting
from diffing.figure import Figure

_IX = "{http://www.xbrl.org/2013/inlineXBRL}"
_XBRLI = "{http://www.xbrl.org/2003/instance}"
_UNITS = {"usd": "USD", "shares": "shares", "pure": None, "usdpershares": "USD"}
TARGETS = {"value": 99, "unit": 98, "period": 95}


@dataclass(frozen=True, slots=True)
class Fact:
    """One tagged number of a table cell."""

    numeral: str
    value: Decimal
    unit: str | None
    period: tuple[date, date]
    name: str
    printed_negative: bool


def _contexts(tree: etree._ElementTree) -> dict[str, tuple[date, date]]:
    found = {}
    for context in tree.iter(f"{_XBRLI}context"):
        period = context.find(f"{_XBRLI}period")
        days = [date.fromisoformat((part.text or "").strip()[:10]) for part in period] if period is not None else []
        if days:
            found[context.get("id", "")] = (days[0], days[-1])
    return found


def facts_of(content: bytes) -> list[Fact]:
    """The tagged numbers that stand in table cells, in order."""
    tree = etree.fromstring(content, etree.XMLParser(recover=True, huge_tree=True)).getroottree()
    contexts = _contexts(tree)
    measures = {
        unit.get("id", ""): "per".join(
            (one.text or "").partition(":")[2].lower() for one in unit.iter(f"{_XBRLI}measure")
        )
        for unit in tree.iter(f"{_XBRLI}unit")
    }
    found = []
    for fact in tree.iter(f"{_IX}nonFraction"):
        numeral = "".join(map(str, fact.itertext())).strip()
        digits = numeral.replace(",", "").replace("$", "").strip()
        cell = next((one for one in fact.iterancestors() if str(one.tag).rpartition("}")[2] == "td"), None)
        if cell is None or not digits.replace(".", "").isdigit() or fact.get("contextRef") not in contexts:
            continue
        value = Decimal(digits).scaleb(int(fact.get("scale") or 0))
        measure = measures.get(fact.get("unitRef", ""), "")
        found.append(
            Fact(
                numeral=numeral, value=-value if fact.get("sign") == "-" else value, unit=_UNITS.get(measure, measure),
                period=contexts[fact.get("contextRef", "")], name=str(fact.get("name")),
                printed_negative="(" in "".join(map(str, cell.itertext())),
            )
        )  # fmt: skip
    return found


def _pairs(facts: list[Fact], figures: list[Figure]) -> list[tuple[Fact, Figure]]:
    matcher = SequenceMatcher(
        None, [fact.numeral for fact in facts], [figure.numeral for figure in figures], autojunk=False
    )
    return [
        (facts[block.a + step], figures[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]


def _same_unit(fact: Fact, figure: Figure) -> bool:
    if fact.unit is None:
        return figure.unit in {"percent", None, "ratio", "year", "multiple"} or str(figure.unit).startswith("count:")
    return figure.unit == fact.unit


def _same_period(fact: Fact, figure: Figure) -> bool:
    return figure.period is not None and (figure.period.first, figure.period.last) == fact.period


def judge(file: Path, counts: Counter[str], missed: list[str]) -> None:
    """Adds one filing to the counts."""
    content = file.read_bytes()
    facts = facts_of(content)
    document = replace(diffing.read(content, name=file.name), facts=())
    figures = [figure for figure in extracting.figures(document) if figure.table is not None]
    pairs = _pairs(facts, figures)
    counts["facts"] += len(facts)
    counts["paired"] += len(pairs)
    for fact, figure in pairs:
        value = fact.value * 100 if figure.unit == "percent" and fact.unit is None else fact.value
        tests = {
            "value": abs(value) == abs(figure.value),
            "sign": fact.printed_negative == (figure.value < 0) or not value,
            "unit": _same_unit(fact, figure),
            "period": _same_period(fact, figure),
        }
        for name, right in tests.items():
            counts[name] += right
            if not right:
                missed.append(f"{name} {file.name[:4]} {_told(fact, figure)}")


def _told(fact: Fact, figure: Figure) -> str:
    """A fact beside the figure that was read for it, with the headers it was read under."""
    place = figure.table
    under = f"{place.row_header} | {place.column_header} | {place.unit_note}" if place else ""
    tagged = f"{fact.name} {fact.numeral} {fact.value} {fact.unit} {fact.period[0]}/{fact.period[1]}"
    return f"{tagged} <- {figure.value} {figure.unit} {figure.period} {figure.metric} | {under}"


def main() -> int:
    """The table of agreement; 1 when a filing misses a target."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--show", metavar="MEASURE")
    options.add_argument("--corpus", type=Path, default=Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")))
    chosen = options.parse_args()
    files = chosen.files or sorted(
        file for pattern in ("NVDA*", "KO*", "HD*") for file in (chosen.corpus / "filings" / "sec").glob(pattern)
    )
    missed: list[str] = []
    total: Counter[str] = Counter()
    short = False
    for file in files:
        counts: Counter[str] = Counter()
        judge(file, counts, missed)
        total += counts
        short |= any(100 * counts[name] < target * counts["paired"] for name, target in TARGETS.items())
        shares = "  ".join(
            f"{name} {100 * counts[name] / max(1, counts['paired']):5.1f}%"
            for name in ("value", "sign", "unit", "period")
        )
        print(f"{file.name[:32]:32s} facts {counts['facts']:5d}  paired {counts['paired']:5d}  {shares}")
    rates = {name: 100 * total[name] / max(1, total["paired"]) for name in ("value", "sign", "unit", "period")}
    print(
        f"{'all':32s} facts {total['facts']:5d}  paired {total['paired']:5d}  "
        + "  ".join(f"{name} {rate:5.1f}%" for name, rate in rates.items())
    )
    if chosen.show:
        print("\n".join(line for line in missed if chosen.show == "all" or line.startswith(chosen.show)))
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
