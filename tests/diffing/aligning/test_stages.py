"""The stages of aligning, each on its own."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from diffing.aligning import candidates, similarity
from diffing.aligning.moving import heaviest_chain, longest_chain
from diffing.aligning.pairing import Pairing
from diffing.aligning.regrouping import regroup
from diffing.aligning.side import side
from diffing.aligning.unchanged import set_aside, set_aside_repeated
from diffing.settings import Settings


def pairs(pairing: Pairing) -> list[tuple[int, int]]:
    """The links without their likeness."""
    return [(i, j) for i, j, _ in pairing.links()]


def test_what_stands_once_anchors_what_is_repeated() -> None:
    """A repeated sentence goes to the copy beside the same neighbour."""
    old, new = side(["乙", "甲", "丁", "丙", "甲"]), side(["丙", "甲", "丁", "乙", "甲"])
    pairing = Pairing(5, 5)
    set_aside(old, new, pairing)
    assert pairs(pairing) == [(0, 3), (1, 4), (2, 2), (3, 0), (4, 1)]


def test_repeated_sentences_are_paired_in_their_section_first() -> None:
    """Two copies in swapped sections stay in their sections; what is left over is paired in order."""
    old, new = side(["甲", "甲", "甲"], [1, 2, 3]), side(["甲", "甲", "甲"], [2, 1, 9])
    pairing = Pairing(3, 3)
    set_aside_repeated(old, new, pairing, evenly=False)
    assert pairs(pairing) == [(0, 1), (1, 0), (2, 2)]


def test_uneven_copies_wait() -> None:
    """Where one side has more copies than the other, no pair is certain."""
    pairing = Pairing(2, 1)
    set_aside_repeated(side(["甲", "甲"]), side(["甲"]), pairing, evenly=True)
    assert pairs(pairing) == []


def test_regrouping_follows_the_words_over_sentence_ends() -> None:
    """Pieces that say the same when joined are linked where they overlap, up to the first difference."""
    old, new = side(["甲乙", "丙", "丁戊"]), side(["甲", "乙丙", "丁己"])
    pairing = Pairing(3, 3)
    regroup(old, new, pairing)
    assert pairs(pairing) == [(0, 0), (0, 1), (1, 1)]


@given(st.lists(st.integers(0, 30), max_size=40))
def test_the_longest_chain_is_increasing(places: list[int]) -> None:
    """The chain is strictly increasing, and as long as dynamic programming finds it."""
    chain = [places[at] for at in sorted(longest_chain(places))]
    best: list[int] = []
    for at, place in enumerate(places):
        best.append(1 + max((best[before] for before in range(at) if places[before] < place), default=0))
    assert all(a < b for a, b in itertools.pairwise(chain))
    assert len(chain) == max(best, default=0)


@given(st.permutations(range(7)), st.lists(st.integers(1, 50), min_size=7, max_size=7))
def test_the_heaviest_chain_is_the_best_of_all(places: list[int], weights: list[int]) -> None:
    """No increasing run weighs more than the chain."""
    chain = sorted(heaviest_chain(places, weights))
    assert all(places[a] < places[b] for a, b in itertools.pairwise(chain))
    runs = (run for size in range(8) for run in itertools.combinations(range(7), size))
    increasing = (run for run in runs if all(places[a] < places[b] for a, b in itertools.pairwise(run)))
    assert sum(weights[at] for at in chain) == max(sum(weights[at] for at in run) for run in increasing)


def test_candidates_share_rare_grams() -> None:
    """The partner is proposed although most grams are shared by all; texts that share nothing are not."""
    old = [f"公司与{name}有限公司签订合同" for name in ("蓝海", "红山", "绿洲")] + ["完全不同"]
    new = ["公司与红山有限公司解除合同", "毫无关系"]
    index = candidates.build(old, new)
    found = candidates.propose(index, np.arange(2), Settings())
    best = found.old[np.argmax(found.cosine)]
    assert best == 1
    assert 1 not in found.new.tolist()
    assert float(found.containment.max()) <= 1


def test_candidates_of_nothing() -> None:
    """Empty sides have no candidates."""
    index = candidates.build([], [])
    assert len(candidates.propose(index, np.zeros(0, np.int64), Settings()).old) == 0


def test_long_texts_are_told_by_a_sample_of_their_grams() -> None:
    """Of a text too long to be read whole, the sample still says how much is shared."""
    long = "".join(chr(0x4E00 + at * 37 % 20_000) for at in range(150_000))
    index = candidates.build([long], [long[:120_000] + "甲" * 30_000])
    found = candidates.propose(index, np.arange(1), Settings())
    assert 0.7 < float(found.containment[0]) <= 1


def test_pairs_too_long_have_no_exact_ratio() -> None:
    """A pair whose exact ratio would take minutes is left out, the others are scored."""
    scores = similarity.ratios(["甲乙", "甲" * 30_000], ["甲乙", "乙" * 30_000])
    assert scores[0] == 1
    assert np.isnan(scores[1])


def test_chance_is_taken_off_alphabets_alone() -> None:
    """The letters that any two English sentences share count for nothing, those of Chinese ones do."""
    assert similarity.ratio("We lease offices in four cities", "Inventories are stated at cost") < 0.2
    assert similarity.ratio("公司", "公债") == 0.5
    assert similarity.ratio("same", "same") == similarity.ratio("同", "同") == 1


def test_a_bilingual_list_is_indexed_by_both_scripts() -> None:
    """English sentences among Chinese ones find their partners by longer grams."""
    old = [*(f"第{sign}条规定适用于全体员工" for sign in "甲乙丙丁"), "The Board approved the final dividend"]
    new = ["The Board approved a final dividend", "第戊条规定适用于全体员工"]
    found = candidates.propose(candidates.build(old, new), np.arange(1), Settings())
    assert found.old.tolist() == [4]
