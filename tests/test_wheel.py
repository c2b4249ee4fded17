"""The wheel carries what the program needs, runs away from the project, and tells what the README shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "diffing", "watchers")

_SHOWN = re.compile(r"(?<=<!-- from the demo -->\n```\n).*?(?=\n```\n)", re.DOTALL)
# Lines of an alert that name this machine or this moment.
_OURS = ("Report:", "Old:", "New:", "Watch:")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def told(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the demo prints when only the wheel's files are imported, in another folder, with an empty home."""
    folder = tmp_path_factory.mktemp("away")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    environment = {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(folder / "site"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", "-m", "bot", "demo", "--keep", str(folder / "demo")]
    asked = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=120
    )  # fmt: skip
    return asked.stdout


def _files(folder: str, *, called: str) -> set[str]:
    """The files below a folder, as the wheel names them."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"{called}/{path.relative_to(ROOT / folder).as_posix()}" for path in found}


def test_the_wheel_carries_every_file_of_the_packages(wheel: Path) -> None:
    """Code, lexicon, languages, migrations, demo filings and the default configuration are inside."""
    expected = _files("config", called="bot/defaults").union(*(_files(name, called=name) for name in PACKAGES))
    assert expected - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    """Neither tests nor the bench are shipped."""
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_demo_runs_from_the_wheel(told: str) -> None:
    """The story reaches the order backlog that no notice announced."""
    assert "12.6亿元" in told
    assert "10.6亿元" in told


def test_the_alert_in_the_readme_is_real(told: str, pytestconfig: pytest.Config) -> None:
    """What the README shows is what the program prints; --update-expected writes it anew."""
    real = _alert(told, "10-K/A")
    readme = ROOT / "README.md"
    if pytestconfig.getoption("--update-expected"):
        readme.write_text(_SHOWN.sub(lambda _: real, readme.read_text(encoding="utf-8")), encoding="utf-8")
    assert _SHOWN.findall(readme.read_text(encoding="utf-8")) == [real]


def _alert(told: str, about: str) -> str:
    """The first alert in the demo's output that speaks of `about`, without addresses and times."""
    alerts = re.findall(r"(?:^  ┃.*\n)+", told, re.MULTILINE)
    alert = next(alert for alert in alerts if about in alert.splitlines()[0])
    lines = [line.removeprefix("  ┃").removeprefix(" ").rstrip() for line in alert.splitlines()]
    return "\n".join(line for line in lines if not line.startswith(_OURS)).rstrip()
