"""Swapping the sides mirrors the kinds, and other processes give the same bytes: golden pairs and mutations."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

import diffing
from bench.making.blocks import Block, Heading, Paragraph
from bench.mutating.applying import mutate
from bench.mutating.writing import as_text
from diffing.change import Basis, Diff, Kind, Relation

PAIRS = Path(__file__).parent / "pairs"
CASES = sorted(folder.name for folder in PAIRS.iterdir() if folder.is_dir())
# What is wrong within the new document alone has no mirror: the old one's faults are not told again.
ONE_SIDED = {Relation.FORMULA_BROKEN, Relation.SELF_CONTRADICTION}
MIRRORED = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
# Words on one side or both; every edit kind finds something here to edit.
BLOCKS: tuple[Block, ...] = (
    Heading(level=1, text="第三节 管理层讨论与分析"),
    Paragraph(text="报告期内，公司实现营业收入18.43亿元，同比增长13.81%。公司不存在对外担保的情形。"),
    Paragraph(text="公司预计2024年研发投入不低于2.4亿元，将继续扩大海洋观测仪器的产能。"),
    Paragraph(text="公司聘请听潮会计师事务所为本年度审计机构，双方于2023年5月18日签署了协议。"),
    Paragraph(text="截至2023年末，公司共有员工1,284人，其中研发人员418人，占32.6%。"),
    Paragraph(text="公司位居国内水下机器人行业第二位，客户包括东港航运、南屿能源和北礁水务。"),
)
_BYTES = """
import hashlib, json, pathlib, sys, diffing
from diffing.serialising import to_json
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    old, new = (next(folder.glob(f"{side}.*")) for side in ("old", "new"))
    diff = diffing.compare(*(diffing.read(file.read_bytes(), name=file.name) for file in (old, new)))
    print(folder.name, hashlib.sha256(json.dumps(to_json(diff), ensure_ascii=False).encode()).hexdigest())
"""


def read(folder: Path, side: str) -> diffing.Document:
    """One side of a golden pair."""
    file = next(folder.glob(f"{side}.*"))
    return diffing.read(file.read_bytes(), name=file.name)


def kinds(diff: Diff) -> Counter[Kind]:
    """How many changes there are of each kind, those with no mirror left out."""
    return Counter(change.kind for change in diff.changes if change.relation not in ONE_SIDED)


def mirrored(diff: Diff) -> Counter[Kind]:
    """The kinds as they are told when the sides are swapped."""
    found: Counter[Kind] = Counter()
    for kind, count in kinds(diff).items():
        found[MIRRORED.get(kind, kind)] += count
    return found


def both_ways(old: diffing.Document, new: diffing.Document) -> tuple[Diff, Diff]:
    """The comparison of two issues of a document, and of the same two in the other order."""
    there, back = ((old, new), (new, old))
    return diffing.compare(*there, basis=Basis.AMENDMENT), diffing.compare(*back, basis=Basis.AMENDMENT)


@pytest.mark.parametrize("case", CASES)
def test_swapping_a_golden_pair_mirrors_its_kinds(case: str) -> None:
    """What was added is removed, and everything else changed is changed back."""
    there, back = both_ways(read(PAIRS / case, "old"), read(PAIRS / case, "new"))
    assert mirrored(back) == kinds(there)


@pytest.mark.parametrize("seed", range(24))
def test_swapping_a_mutation_mirrors_its_kinds(seed: int) -> None:
    """Typed edits are told the other way round as well."""
    written = as_text(mutate(list(BLOCKS), "zh", "云帆深海科技股份有限公司2023年年度报告", Random(seed), Counter()))  # noqa: S311
    old, new = (diffing.read(content, media_type="text/plain") for content in (written.old, written.new))
    there, back = both_ways(old, new)
    assert mirrored(back) == kinds(there)


def test_another_process_gives_the_same_bytes() -> None:
    """Whatever the seed of Python's hashes, the JSON of every golden pair is the same to the last byte."""
    told = [_bytes_of_pairs(seed) for seed in ("1", "20231")]
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == len(CASES)


def _bytes_of_pairs(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", _BYTES, str(PAIRS)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
