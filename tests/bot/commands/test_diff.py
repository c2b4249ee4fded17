"""What is said of two files that cannot be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import run


def test_strangers_get_no_verdict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two files that have nothing in common it cannot be said that nothing has changed."""
    for name, text in (
        ("report.txt", "蓝鲸科技股份有限公司2023年年度报告\n\n营业收入3.2亿元。\n"),
        ("other.txt", "hello\n"),
    ):
        (tmp_path / name).write_text(text)
    assert run(["diff", str(tmp_path / "report.txt"), str(tmp_path / "other.txt")]) == 2
    assert "nothing in one file corresponds to anything in the other" in capsys.readouterr().out
