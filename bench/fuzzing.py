"""Sixty seconds of texts made of numbers, units, dates and rubbish: none raises, and every figure is printed in it.

Run from the project's root: `python bench/fuzzing.py [--seconds N]`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import diffing
from diffing import extracting
from diffing.document import Cell, Document, Sentence, Table

# Joined by a sign that is in none of them.
_WORDS = (
    "公司|营业收入|净利润|占|的|为|同比增长|下降|约|近|超过|不低于|其中，|，|。|；|（|）|(|)|-|至|~|%|％|个百分点|‰|万|亿|万亿"
    "|元|美元|人|台|2023年|1-6月|第一季度|末|报告期|1|23.4|1,234.56|0|三|十二|百分之|分之|壹佰|余|多|几|翻番|倍|子公司A|•|第三节"
    "|Revenue|was|$|million|bn|of|Q4|FY2023|three months ended|June 30, 2023|up|by|\u202e|\u0301|\ud800|\n| |\t|\u3000"
    "|１２|，3|.|..|1.2.3|10^9|1/2|²|①|Ⅲ"
)
_TEXTS = st.lists(st.one_of(st.sampled_from(_WORDS.split("|")), st.text(max_size=4)), min_size=1, max_size=40).map(
    "".join
)
_EXAMPLES = 200


def sentences(text: str, language: str) -> None:
    """One sentence: its figures and claims lie inside it, and each has a number printed."""
    one = Sentence(start=0, end=len(text), text=text, block=0)
    document = Document(
        text=text, name="fuzz", media_type="text/plain", sha256="0", language=language, sentences=(one,)
    )
    for figure in extracting.figures(document):
        if not figure.text or figure.end > len(text) or not (figure.numeral or "翻" in figure.text):
            raise AssertionError(f"{figure} out of {text!r}")
    extracting.claims(document)


def cells(text: str, language: str) -> None:
    """A table whose every cell is the text."""
    size = len(text)
    found = tuple(Cell(start=0, end=size, text=text, row=row, column=column) for row in range(3) for column in range(3))
    table = Table(start=0, end=size, block=0, cells=found, rows=3, columns=3, unit_note=text[:20], title=text[:20])
    document = Document(text=text, name="fuzz", media_type="text/plain", sha256="0", language=language, tables=(table,))
    extracting.figures(document)


def parts(text: str, language: str) -> None:
    """Numerals, quantities and periods on their own, and a whole file."""
    extracting.numerals(text, language=language)
    extracting.quantities(text, language=language)
    if text.strip():
        try:
            extracting.figures(diffing.read(text.encode("utf-8", "replace"), name="fuzz.txt"))
        except diffing.UnreadableDocument:
            return


def fuzz(seconds: float) -> int:
    """How many texts were tried within the time; raises what hypothesis finds."""
    tried = 0
    until = time.monotonic() + seconds
    checks: tuple[Callable[[str, str], None], ...] = (sentences, cells, parts)

    @settings(max_examples=_EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(_TEXTS, st.sampled_from(["zh", "en"]))
    def run(text: str, language: str) -> None:
        nonlocal tried
        tried += 1
        for check in checks:
            check(text, language)

    while time.monotonic() < until:
        run()
    return tried


def main() -> int:
    """0 when nothing was found; hypothesis prints the smallest text that breaks something."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    chosen = options.parse_args()
    print(f"{fuzz(chosen.seconds)} texts in {chosen.seconds:.0f} s, nothing raised")
    return 0


if __name__ == "__main__":
    sys.exit(main())
