"""Text built to hurt: each shape at 0.1 and 1 MB, how much longer it takes, and no figure where none is printed.

Run from the project's root: `python -m bench extracting_hostile`, or `python bench/extracting_hostile.py` with
`--largest 10` for 10 MB and `--shape NAME` for one.
"""

from __future__ import annotations

import argparse
import sys
import time

from diffing import extracting
from diffing.document import Document, Sentence

# A text that is repeated, and whether it prints any figure at all.
SHAPES = {
    "digits": ("1234567890", False),
    "parentheses": ("((((((1", False),
    "万亿万亿": ("万亿", False),
    "combining marks": ("1\u0301\u0302", False),
    "marks alone": ("\u0301", False),
    "lone surrogates": ("\ud8003亿", False),
    "right-to-left marks": ("\u202e12\u202c,", False),
    "commas": (",", False),
    "digits and commas": ("1,", False),
    "第第第": ("第", False),
    "分之": ("分之", False),
    "百分之": ("百分之", False),
    "%%%%": ("%", False),
    "million million": ("million million ", False),
    "years": ("2023年", False),
    "days": ("2023年1月1日", False),
    "periods and figures": ("2022年、2023年分别为1亿元和2亿元、", True),
    "dashes": ("1-2-3-", False),
    "ranges": ("1~2~", False),
    "lines of numbers": ("1\n", False),
    "quotes": ("“1", False),
    "powers": ("10^9^", False),
    "half a date": ("12月", False),
    "one sentence of figures": ("营业收入为49.2亿元，同比增长3.8%，", True),
    "figures without a mark": ("营业收入49.2亿元同比增长3.8%", True),
    "English figures": ("revenue was $4.92 billion, up 3.8%, ", True),
    "dollars": ("$1 ", True),
    "percents": ("1%", True),
}
_TENTH, _MEGABYTE = 100_000, 1_000_000
# Ten times the text may take so many times as long; below the floor a clock says nothing.
_LINEAR, _FLOOR = 16, 0.05


def seconds(sign: str, size: int, language: str) -> tuple[float, int]:
    """Processor time for figures and claims of one sentence that is `sign` over and over, and how many figures."""
    text = (sign * (size // len(sign) + 1))[:size]
    one = Sentence(start=0, end=size, text=text, block=0)
    document = Document(
        text=text, name="hostile", media_type="text/plain", sha256="0", language=language, sentences=(one,)
    )
    began = time.process_time()
    found = len(extracting.figures(document))
    extracting.claims(document)
    return time.process_time() - began, found


def measure(name: str, language: str, largest: int) -> bool:
    """Prints the line of one shape; whether it is as it should be."""
    sign, prints = SHAPES[name]
    small, _ = seconds(sign, _TENTH, language)
    large, found = seconds(sign, _MEGABYTE * largest, language)
    grown = large / max(small, _FLOOR) / (10 * largest)
    fit = grown <= _LINEAR / 10 and (prints or not found)
    told = "" if fit else "  GROWS" if prints or not found else "  OUT OF THIN AIR"
    print(
        f"{name:24s} {language}  {small:6.2f} s  {large:7.2f} s  {grown:4.1f} times per sign  {found:7d} figures{told}",
        flush=True,
    )
    return fit


def main() -> int:
    """The table; 1 when a shape grows faster than its text, or a figure is read where none is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--largest", type=int, default=1, metavar="MB")
    options.add_argument("--shape", choices=sorted(SHAPES))
    chosen = options.parse_args()
    names = [chosen.shape] if chosen.shape else list(SHAPES)
    fits = [measure(name, language, chosen.largest) for name in names for language in ("zh", "en")]
    return int(not all(fits))


if __name__ == "__main__":
    sys.exit(main())
