"""The wheel: it carries all that the program needs, and runs away from the project's folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "diffing", "watchers")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


def _run(*arguments: str, wheel: Path, folder: Path) -> str:
    """What the program prints when only the wheel's files are imported, started in `folder`."""
    site = folder / "site"
    if not site.exists():
        zipfile.ZipFile(wheel).extractall(site)
    environment = {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    asked = subprocess.run(
        [sys.executable, "-P", "-m", "bot", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=120,
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


def test_the_demo_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """The whole story is told from another folder, with no home but an empty one."""
    assert "Usage" in _run("--help", wheel=wheel, folder=tmp_path)
    told = _run("demo", "--keep", str(tmp_path / "demo"), wheel=wheel, folder=tmp_path)
    assert "12.6亿元" in told
    assert "10.6亿元" in told
