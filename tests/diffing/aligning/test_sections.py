"""Sections: the same heading, a renumbered one, a renamed one."""

from __future__ import annotations

from collections.abc import Callable

from diffing.aligning.sections import places, sections
from diffing.document import Document

Write = Callable[..., Document]


def test_renumbered_headings_are_known_by_their_words(write: Write) -> None:
    """A heading is the same when only its number or its year changed; what stands before the first is a section."""
    old = write(["封面。", "# 第三节 2022年经营情况", "# 第四节 公司治理"])
    new = write(["封面。", "# 第二节 公司治理", "# 第三节 2023年经营情况"])
    assert sections(old, new) == {0: 0, 1: 2, 2: 1}


def test_renamed_headings_are_known_by_their_sentences(write: Write) -> None:
    """A section of another name is the one that most of its sentences come from."""
    old = write(["# 经营情况讨论与分析", "新品上市。", "渠道下沉。", "# 其他", "无。"])
    new = write(["# 管理层讨论", "新品上市。", "渠道下沉。", "# 其他", "无。"])
    linked = sections(old, new)
    assert linked[1] == 1
    assert places(old, new, linked)[1] == [1, 1, 1, 2, 2]


def test_a_new_section_has_a_number_of_its_own(write: Write) -> None:
    """A section without counterpart shares its number with no old one."""
    old, new = write(["# 概述", "甲。"]), write(["# 概述", "甲。", "# 环境责任", "乙。"])
    old_places, new_places = places(old, new, sections(old, new))
    assert not set(new_places[2:]) & set(old_places)
