"""How fast figures and claims are read, on Chinese and English prose, beside one library; and on text built to hurt.

Run from the project's root: `python bench/extracting_speed.py [--beside PYTHON]`. PYTHON is an interpreter of its own
environment that has `recognizers-text-suite` or `quantulum3`; without one ours is printed alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import diffing
from diffing import extracting
from diffing.document import Document

TARGETS = {"zh": 150, "en": 120}
_ZH = (
    "2023年，公司实现营业收入49.2亿元，同比增长3.8%；归属于上市公司股东的净利润为12.6亿元，较上年同期下降约2.5%。"
    "截至报告期末，公司研发人员超过1,500余人，占员工总数的42.7%，累计获得授权发明专利312项。"
    "公司预计2024年将继续加大研发投入，不存在对持续经营能力产生重大不利影响的情况。"
    "公司坚持以客户需求为中心，不断完善产品体系和服务网络，持续提升研发、制造、交付和运维等各环节的质量管理水平。"
    "上述事项已经董事会审议通过，独立董事发表了同意的意见，具体内容详见公司披露的相关公告。\n"
)
_EN = (
    "Revenue for the three months ended June 30, 2023 was $4.92 billion, an increase of 3.8% compared to 2022. "
    "Gross margin was 44.7%, and research and development expense rose by approximately $12.6 million. "
    "We expect to continue to invest in new products, and there can be no assurance that we will be successful. "
    "The decrease was primarily due to lower unit volumes, partially offset by higher average selling prices.\n"
)
# What hurts an extractor that backtracks or grows: each a small text that is repeated.
_HOSTILE = {
    "digits": "1234567890", "nested parentheses": "((((((1", "万亿万亿": "万亿", "combining": "1\u0301\u0302",
    "right to left": "\u202e12\u202c,", "lone surrogates": "\ud8003亿", "分之": "百分之", "dashes": "1-2-3-",
}  # fmt: skip
_REPEATS, _HOSTILE_SIZE = 400, 100_000
# Ten times the text may take so many times as long.
_LINEAR = 16


def speed(text: str) -> float:
    """Thousands of characters a second for figures and claims of one text together."""
    document = diffing.read(text.encode(), name="report.txt")
    began = time.process_time()
    extracting.figures(document)
    extracting.claims(document)
    return len(document.text) / (time.process_time() - began) / 1000


def hostile(sign: str, size: int) -> float:
    """Seconds for the figures of a document that is `sign` over and over."""
    text = (sign * (size // len(sign) + 1))[:size]
    document = Document(text=text, name="hostile", media_type="text/plain", sha256="0", language="zh",
                        sentences=(diffing.document.Sentence(start=0, end=size, text=text, block=0),))  # fmt: skip
    began = time.perf_counter()
    extracting.figures(document)
    return time.perf_counter() - began


_BESIDE = """
import sys, time
text = sys.stdin.read()
try:
    from recognizers_number_with_unit import recognize_currency
    from recognizers_number import recognize_number, Culture
    culture = Culture.Chinese if sys.argv[1] == "zh" else Culture.English
    name, run = "recognizers-text", lambda line: (recognize_number(line, culture), recognize_currency(line, culture))
except ImportError:
    from quantulum3 import parser
    name, run = "quantulum3", parser.parse
began = time.perf_counter()
for line in text.splitlines():
    run(line)
print(name, len(text) / (time.perf_counter() - began) / 1000)
"""


def beside(python: Path, text: str, language: str) -> str:
    """The name and speed of the library in another environment, on a tenth of the text."""
    shown = subprocess.run(
        [str(python), "-c", _BESIDE, language],
        input=text[: len(text) // 10],
        capture_output=True,
        text=True,
        check=False,
    )
    if shown.returncode:
        return f"not measured: {shown.stderr.strip().splitlines()[-1]}"
    name, _, rate = shown.stdout.strip().rpartition(" ")
    return f"{name} {float(rate):.1f}k"


def main() -> int:
    """The table; 1 when ours is slower than it should be or grows faster than its text."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--beside", type=Path)
    chosen = options.parse_args()
    short = False
    for language, text in (("zh", _ZH * _REPEATS), ("en", _EN * _REPEATS)):
        rate = speed(text)
        other = beside(chosen.beside, text, language) if chosen.beside else ""
        print(f"{language:20s} {rate:7.0f}k characters/s  target {TARGETS[language]}k  {other}")
        short |= rate < TARGETS[language]
    for name, sign in _HOSTILE.items():
        tenth, whole = hostile(sign, _HOSTILE_SIZE), hostile(sign, 10 * _HOSTILE_SIZE)
        linear = whole <= _LINEAR * max(tenth, 0.05)
        print(f"{name:20s} {tenth:6.2f} s for 0.1 MB  {whole:6.2f} s for 1 MB  {'linear' if linear else 'GROWS'}")
        short |= not linear
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
