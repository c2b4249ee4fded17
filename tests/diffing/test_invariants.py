"""What holds of every comparison, whatever the documents say."""

from __future__ import annotations

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

import diffing
from diffing.aligning import align
from diffing.change import Diff, Kind, Quote, RunKind
from diffing.document import Document
from diffing.keys import key
from diffing.serialising import to_json
from diffing.settings import Settings

SUBJECTS = ("公司", "子公司甲", "本集团", "云帆浏览器", "The Company", "Its subsidiary")
MEASURES = ("实现营业收入", "净利润为", "研发人员数量达", "毛利率为", "reported revenue of", "employed")
ENDS = ("同比增长3.8%。", "继续位居行业前列。", "不存在重大风险。", "预计将于2025年完成。", "and expects growth.")
NUMBERS = st.decimals(min_value="0.1", max_value="99999", places=1, allow_nan=False)
UNITS = ("亿元", "万元", "%", "人", " million", "")


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """One sentence of a filing, Chinese, English or neither."""
    subject, measure = draw(st.sampled_from(SUBJECTS)), draw(st.sampled_from(MEASURES))
    number, unit = draw(NUMBERS), draw(st.sampled_from(UNITS))
    return f"{subject}{measure}{number}{unit}，{draw(st.sampled_from(ENDS))}"


DOCUMENTS = st.lists(sentences(), min_size=1, max_size=12)


def read(lines: list[str]) -> Document:
    """A document of one paragraph for each line."""
    return diffing.read("\n\n".join(lines).encode(), media_type="text/plain")


def compare(old: list[str], new: list[str]) -> Diff:
    """The comparison of two texts as two issues of one document."""
    return diffing.compare(read(old), read(new), basis=diffing.Basis.AMENDMENT)


@given(DOCUMENTS)
@settings(max_examples=40, deadline=None)
def test_a_document_does_not_differ_from_itself(lines: list[str]) -> None:
    """Comparing a document with itself finds nothing, and counts everything as unchanged."""
    diff = compare(lines, lines)
    assert diff.changes == ()
    assert diff.counts.unchanged_sentences == len(read(lines).sentences)


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=40, deadline=None)
def test_swapping_the_sides_turns_added_into_removed(old: list[str], new: list[str]) -> None:
    """What was added one way is removed the other way."""
    there, back = compare(old, new), compare(new, old)
    kinds, mirrored = (Counter(change.kind for change in diff.changes) for diff in (there, back))
    assert kinds[Kind.ADDED] == mirrored[Kind.REMOVED]
    assert kinds[Kind.REMOVED] == mirrored[Kind.ADDED]


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=40, deadline=None)
def test_every_sentence_has_one_place(old: list[str], new: list[str]) -> None:
    """A sentence is linked, or added, or removed, and never two of these."""
    before, after = read(old), read(new)
    alignment = align(before, after, Settings())
    linked_old = Counter(index for link in alignment.links for index in link.old)
    linked_new = Counter(index for link in alignment.links for index in link.new)
    assert not set(linked_old) & set(alignment.only_old)
    assert not set(linked_new) & set(alignment.only_new)
    assert set(linked_old) | set(alignment.only_old) == set(range(len(before.sentences)))
    assert set(linked_new) | set(alignment.only_new) == set(range(len(after.sentences)))


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=40, deadline=None)
def test_quotes_are_what_the_files_say(old: list[str], new: list[str]) -> None:
    """Every quote stands in its document where it says, word for word."""
    before, after = read(old), read(new)
    for change in diffing.compare(before, after, basis=diffing.Basis.AMENDMENT).changes:
        for document, quote in ((before, change.old), (after, change.new)):
            if quote is not None:
                assert key(said(document, quote)) == key(quote.text)


def said(document: Document, quote: Quote) -> str:
    """The words of a document where a quote claims to stand."""
    parts = quote.parts or ((quote.start, quote.end),)
    return "".join(document.text[start:end] for start, end in parts)


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=40, deadline=None)
def test_wording_tells_both_sides_in_full(old: list[str], new: list[str]) -> None:
    """Equal and deleted runs are the old words, equal and inserted runs the new ones."""
    for change in compare(old, new).changes:
        for quote, left_out in ((change.old, RunKind.INSERT), (change.new, RunKind.DELETE)):
            if quote is not None and change.wording:
                words = "".join(run.text for run in change.wording if run.kind is not left_out)
                assert key(words).replace(" ", "") == key(quote.text).replace(" ", "")


@given(DOCUMENTS, DOCUMENTS)
@settings(max_examples=20, deadline=None)
def test_the_same_contents_give_the_same_bytes(old: list[str], new: list[str]) -> None:
    """Two comparisons of the same contents are equal to the last byte of their JSON."""
    one, other = (json.dumps(to_json(compare(old, new)), ensure_ascii=False) for _ in range(2))
    assert one == other
