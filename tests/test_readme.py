"""The alert in README.md is the one that the demo prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
_SHOWN = re.compile(r"(?<=<!-- from the demo -->\n```\n).*?(?=\n```\n)", re.DOTALL)
# Lines that name this machine or this moment.
_OURS = ("Report:", "Old:", "New:", "Watch:")


def _alert(told: str, about: str) -> str:
    """The first alert of the demo's output that speaks of `about`, without addresses and times."""
    alerts = re.findall(r"(?:^  ┃.*\n)+", told, re.MULTILINE)
    alert = next(alert for alert in alerts if about in alert.splitlines()[0])
    lines = [line.removeprefix("  ┃").removeprefix(" ") for line in alert.splitlines()]
    return "\n".join(line.rstrip() for line in lines if not line.startswith(_OURS)).rstrip()


def test_the_alert_in_the_readme_is_real(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """What the README shows is what the program prints; --update-expected writes it anew."""
    command = [sys.executable, "-m", "bot", "demo", "--keep", str(tmp_path / "demo")]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120).stdout
    real = _alert(told, "10-K/A")
    readme = README.read_text(encoding="utf-8")
    if pytestconfig.getoption("--update-expected"):
        readme = _SHOWN.sub(lambda _: real, readme)
        README.write_text(readme, encoding="utf-8")
    assert _SHOWN.findall(readme) == [real]
