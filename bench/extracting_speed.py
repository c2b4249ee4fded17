"""How fast figures and claims are read, on Chinese and English prose, beside one library installed only for that.

Run from the project's root: `python -m bench extracting_speed`, or `python bench/extracting_speed.py --beside PYTHON`,
an interpreter of an environment of its own that has `recognizers-text-suite` (or `quantulum3`). Without one, one is
made under build/ for the time to come. Processor time, not wall time; the best of three rounds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import venv
from dataclasses import replace
from pathlib import Path

import diffing
from diffing import extracting
from diffing.document import Document

TARGETS = {"zh": 150, "en": 120}
# Numbers and names differ from one repetition to the next, so that nothing is read from a cache.
_ZH = (
    "2023年，公司实现营业收入{a}.{c}亿元，同比增长{c}.8%；归属于上市公司股东的净利润为{b}.6亿元，较上年同期下降约{c}.5%。"
    "截至报告期末，公司研发人员超过{a},5{c}0余人，占员工总数的{b}.7%，累计获得授权发明专利{a}{c}项。"
    "公司预计2024年将继续加大{name}研发投入，不存在对持续经营能力产生重大不利影响的情况。"
    "{name}坚持以客户需求为中心，不断完善产品体系和服务网络，持续提升研发、制造、交付和运维等各环节的质量管理水平。"
    "上述事项已经第{b}届董事会审议通过，独立董事发表了同意的意见，具体内容详见公司披露的相关公告。\n"
)
_EN = (
    "{name} revenue for the three months ended June 30, 2023 was ${a}.{c} billion, an increase of {c}.8% compared to "
    "2022. "
    "Gross margin was {b}.7%, and research and development expense rose by approximately ${b}.{c} million. "
    "We expect to continue to invest in {name}, and there can be no assurance that we will be successful. "
    "The decrease was primarily due to lower unit volumes, partially offset by higher average selling prices.\n"
)
_NAMES = {"zh": "蓝鲸潮汐沧浪澄海远帆望舒北斗", "en": "abcdefghij"}
_REPEATS, _ROUNDS = 400, 3
_REAL = {
    "zh": ("cn-annual/600519_moutai_2021_annual.pdf", "cn-annual/000002_vanke_2009_annual.pdf"),
    "en": ("sec/KO_10-K_FY2023_December31.html", "world/nasdaq_2017_annual.pdf"),
}


def prose(language: str) -> str:
    """The text of one language, every paragraph with numbers and a name of its own."""
    signs = _NAMES[language]
    pattern = {"zh": _ZH, "en": _EN}[language]
    return "".join(
        pattern.format(a=number % 97 + 1, b=number % 41 + 2, c=number % 9 + 1, name=_name(signs, number))
        for number in range(_REPEATS)
    )


def _name(signs: str, number: int) -> str:
    letters = [signs[number // step % len(signs)] for step in (1, len(signs), len(signs) ** 2)]
    return "".join(letters).capitalize()


def speed(document: Document) -> float:
    """Thousands of characters a second for figures and claims of one document together."""
    best = min(_seconds(replace(document)) for _ in range(_ROUNDS))
    return len(document.text) / best / 1000


def _seconds(document: Document) -> float:
    began = time.process_time()
    extracting.figures(document)
    extracting.claims(document)
    return time.process_time() - began


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
run(text[:40])
began = time.process_time()
for line in text.splitlines():
    run(line)
print(name, len(text) / (time.process_time() - began) / 1000)
"""
# emoji 2 dropped a name that recognizers-text imports.
_LIBRARY = ("recognizers-text-suite==1.0.2a2", "emoji<2")
_HOME = Path("build/beside")


def installed() -> Path | str:
    """The interpreter of an environment with the library, made when there is none; else why it could not be."""
    python = _HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if (_HOME / ".ready").exists():
        return python
    venv.create(_HOME, with_pip=True, clear=True)
    command = [str(python), "-m", "pip", "install", "-qq", *_LIBRARY]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        return str(made.stderr.strip().splitlines()[-1])
    (_HOME / ".ready").touch()
    return python


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
    """The table; 1 when ours is slower than it should be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--beside", type=Path)
    options.add_argument("--corpus", type=Path, default=Path(os.environ.get("FILINGWATCH_CORPUS", "../shared")))
    chosen = options.parse_args()
    python = chosen.beside or installed()
    short = False
    for language, target in TARGETS.items():
        text = prose(language)
        rate = speed(diffing.read(text.encode(), name="report.txt"))
        other = beside(python, text, language) if isinstance(python, Path) else f"not measured: {python}"
        print(f"{language}, prose made for this {rate:7.0f}k characters/s  wanted {target}k  {other}", flush=True)
        short |= rate < target
    for file in (chosen.corpus / "filings" / name for names in _REAL.values() for name in names):
        if file.exists():
            print(f"{file.name:36s} {speed(diffing.read(file.read_bytes(), name=file.name)):7.0f}k", flush=True)
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
