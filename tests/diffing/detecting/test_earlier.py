"""Figures of a new document against what the filer stated elsewhere before."""

from __future__ import annotations

import diffing
from diffing import extracting
from diffing.change import Diff, Relation, Severity

EARLIER = "云帆精工股份有限公司2023年度业绩快报\n\n2023年，公司实现营业收入31.9亿元。"
OLD = "云帆精工股份有限公司2022年年度报告\n\n2022年，公司实现营业收入29.2亿元。"
NEW = "云帆精工股份有限公司2023年年度报告\n\n2023年，公司实现营业收入31.6亿元。"


def compare(old: str, new: str, earlier: str) -> Diff:
    """The comparison of two reports, beside the figures of a third document."""
    documents = [diffing.read(text.encode(), media_type="text/plain") for text in (old, new, earlier)]
    stated = extracting.figures(documents[2])
    return diffing.compare(documents[0], documents[1], basis=diffing.Basis.NEXT_PERIOD, earlier=stated)


def test_a_contradiction_with_an_earlier_document_is_told() -> None:
    """A figure that differs from the preliminary one for the same year is told at high, with both quotes."""
    found = [c for c in compare(OLD, NEW, EARLIER).changes if c.relation is Relation.CONTRADICTS_EARLIER]
    assert len(found) == 1
    assert found[0].severity is Severity.HIGH
    assert found[0].old is not None
    assert found[0].new is not None
    assert "31.9亿元" in found[0].old.text
    assert "31.6亿元" in found[0].new.text


def test_what_the_old_document_said_already_is_not_told_again() -> None:
    """A contradiction that stood in the old document too is no news of the new one."""
    relations = {change.relation for change in compare(NEW, NEW, EARLIER).changes}
    assert Relation.CONTRADICTS_EARLIER not in relations


def test_agreement_with_an_earlier_document_is_silent() -> None:
    """The same figure in another scale contradicts nothing."""
    agreeing = EARLIER.replace("31.9亿元", "316,004万元")
    relations = {change.relation for change in compare(OLD, NEW, agreeing).changes}
    assert Relation.CONTRADICTS_EARLIER not in relations


def test_a_name_with_several_values_contradicts_nothing() -> None:
    """Where either side states two values under one name for one time, nobody can tell which is meant."""
    twice = EARLIER + "\n\n2023年，公司实现营业收入30.1亿元。"
    assert Relation.CONTRADICTS_EARLIER not in {change.relation for change in compare(OLD, NEW, twice).changes}
    again = NEW + "\n\n2023年，公司实现营业收入30.1亿元。"
    assert Relation.CONTRADICTS_EARLIER not in {change.relation for change in compare(OLD, again, EARLIER).changes}


def test_a_figure_of_an_earlier_time_is_a_comparative() -> None:
    """What a report says of the years before its own is a comparative, and told as one."""
    of_the_past = NEW + "\n\n2021年，公司实现营业收入27.5亿元。"
    earlier = "云帆精工股份有限公司2021年年度报告\n\n2021年，公司实现营业收入25.7亿元。"
    relations = [change.relation for change in compare(OLD, of_the_past, earlier).changes]
    assert relations.count(Relation.COMPARATIVE_CHANGED) == 1
    assert Relation.CONTRADICTS_EARLIER not in relations
