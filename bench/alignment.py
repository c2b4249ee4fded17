"""How the cost of aligning grows with the number of sentences, and what the worst known cases cost."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from functools import partial

from diffing.aligning import align_sentences
from diffing.wording import runs

_SUBJECTS = [
    "公司",
    "本集团",
    "子公司",
    "董事会",
    "管理层",
    "控股股东",
    "海外业务",
    "研发中心",
    "审计委员会",
    "供应商",
    "客户",
    "监事会",
]
_VERBS = ["实现", "完成", "新增", "披露", "计提", "投入", "收到", "支付", "确认", "签订", "持有", "转让"]
_OBJECTS = [
    "营业收入",
    "净利润",
    "研发费用",
    "商誉减值",
    "政府补助",
    "存货",
    "应收账款",
    "合同负债",
    "固定资产",
    "股份支付",
    "短期借款",
    "递延收益",
]
_REASONS = [
    "市场需求回暖",
    "汇率波动",
    "原材料价格下降",
    "产品结构优化",
    "新项目投产",
    "费用管控",
    "行业竞争加剧",
    "会计估计变更",
]
_SIGNS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可"
    "主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)


def sentences(count: int, seed: int) -> list[str]:
    """Sentences as filings have them: some words of their own, many that all share, and figures."""
    draw = random.Random(seed)  # noqa: S311 - a bench repeats itself
    return [
        f"{draw.choice(_SUBJECTS)}{''.join(draw.choices(_SIGNS, k=draw.randint(6, 30)))}{draw.choice(_VERBS)}"
        f"{draw.choice(_OBJECTS)}{draw.randint(100, 99_999) / 100:,}亿元，同比增长{draw.randint(1, 990) / 10}%，"
        f"主要系{draw.choice(_REASONS)}所致。"
        for _ in range(count)
    ]


def revised(old: list[str], seed: int) -> list[str]:
    """The next year's text: half of it equal, changed figures and words, a tenth new, a twentieth gone, some moved."""
    draw = random.Random(seed)  # noqa: S311 - a bench repeats itself
    new = []
    for text in old:
        chance = draw.random()
        if chance < 0.5:  # noqa: PLR2004
            new.append(text)
        elif chance < 0.8:  # noqa: PLR2004
            new.append("".join(str(draw.randint(1, 9)) if sign.isdigit() else sign for sign in text))
        elif chance < 0.95:  # noqa: PLR2004
            cut = draw.randrange(len(text))
            new.append(text[:cut] + "".join(draw.choices(_SIGNS, k=5)) + text[cut + 4 :])
    new += sentences(len(old) * 15 // 100, seed + 1)
    for _ in range(len(old) // 50):
        new.insert(draw.randrange(len(new)), new.pop(draw.randrange(len(new))))
    return new


def timed(work: Callable[[], object]) -> float:
    """The processor seconds that `work` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def scaling() -> None:
    """Print the cost per sentence over sizes."""
    print("sentences            seconds   us each   peak MB")
    for count in (2_500, 5_000, 10_000, 20_000):
        old = sentences(count, seed=1)
        new = revised(old, seed=2)
        seconds = timed(partial(align_sentences, old, new, language="zh"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{count:>6} x {len(new):<6} {seconds:>12.2f} {seconds / (count + len(new)) * 1e6:>9.0f} {peak:>9}")


def worst() -> None:
    """Print the cost of inputs that other methods break on."""
    old, new = ([text for at in range(8_000) for text in ("-", f"{at * 7919 + shift:,}")] for shift in (0, 1))
    long = "".join(sentences(35_000, seed=3))
    changed = "".join(revised(sentences(35_000, seed=3), seed=4))
    same = [f"公司与客户{at}签订合同，金额{at * 37}万元。" for at in range(4_000)]
    moved = [f"公司与客户{at + 1}签订合同，金额{at * 41 + 5}万元。" for at in range(4_000)]
    cases: dict[str, Callable[[], object]] = {
        "16,000 dashes and changed numbers": lambda: align_sentences(old, new, language="zh"),
        "the same as one text, by words": lambda: runs(" ".join(old), " ".join(new), language="zh"),
        f"one sentence of {len(long):,} signs": lambda: align_sentences([long], [changed], language="zh"),
        "the same, by words": lambda: runs(long, changed, language="zh"),
        "4,000 templates, every number changed": lambda: align_sentences(same, moved, language="zh"),
        "10,000 times the same sentence": lambda: align_sentences(
            ["不适用"] * 10_000, ["不适用"] * 9_000, language="zh"
        ),
        "nothing in common": lambda: align_sentences(
            sentences(10_000, seed=5), sentences(11_000, seed=6), language="zh"
        ),
    }
    for name, work in cases.items():
        print(f"{name:<40} {timed(work):>6.2f} s")


def main() -> None:
    """Print both tables."""
    scaling()
    worst()


if __name__ == "__main__":
    main()
