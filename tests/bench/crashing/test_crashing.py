"""`make crash` in short: killed and killed again, nothing is lost and nothing done twice, alone and in a cluster."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bench.crashing.member import BOUNDARIES
from bench.crashing.postgres import CannotStartError, serving

ROOT = Path(__file__).parents[3]
# How much of it: so many filings, kills, and stops of the database.
SHORT = {"embedded": ("20", "6", "0"), "cluster": ("20", "8", "1")}


@pytest.mark.parametrize("kind", SHORT)
def test_nothing_is_lost_and_nothing_done_twice(kind: str) -> None:
    """Every filing, change and alert once, whoever is killed, with a channel that drops connections."""
    if kind == "cluster":
        _need_postgresql()
    filings, kills, stops = SHORT[kind]
    asked = ["--kind", kind, "--filings", filings, "--kills", kills, "--stops", stops]
    ended = subprocess.run(
        [sys.executable, "-m", "bench.crashing", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "faults: 0" in ended.stdout


def _need_postgresql() -> None:
    try:
        with serving():
            pass
    except CannotStartError as error:
        pytest.skip(f"no PostgreSQL: {error}")


def test_every_boundary_is_tried() -> None:
    """Each boundary that the program names is one at which the trial kills it, but that of a filing set aside."""
    named = {
        str(node.args[0].value)
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id) == "crossing"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    tried = {name for names in BOUNDARIES["cluster"].values() for name in names}
    assert named - {"set aside"} == tried
    assert set(BOUNDARIES["embedded"]["run"]) == tried - {"leading", "handed out"}
