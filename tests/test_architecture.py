"""The house keeps its shape: imports point one way, libraries have one home, nothing stands outside its table."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "watchers", "diffing")

# Who may import whom, beside itself.
ALLOWED = {"watchers": set[str](), "diffing": set[str](), "bot": {"watchers", "diffing"}}

# Where each third-party library lives; a library that is not here may be imported nowhere.
HOMES = {
    "rapidfuzz": ("diffing/aligning/",),
    "numpy": ("diffing/aligning/", "diffing/reading/pdf/"),
    "pypdfium2": ("diffing/reading/pdf/",),
    "pypdfium2_raw": ("diffing/reading/pdf/",),
    "pdfplumber": ("diffing/reading/pdf/",),
    "pdfminer": ("diffing/reading/pdf/",),
    "pikepdf": ("diffing/reading/pdf/",),
    "PIL": ("diffing/reading/pdf/picture.py",),
    "rapidocr": ("diffing/reading/ocr.py",),
    "lxml": ("diffing/reading/", "watchers/sources/"),
    "requests": ("watchers/fetching.py", "watchers/connecting.py"),
    "urllib3": ("watchers/connecting.py",),
    "feedparser": ("watchers/sources/feed.py",),
    "apscheduler": ("bot/scheduling.py",),
    "sqlalchemy": ("bot/store/",),
    "alembic": ("bot/store/",),
    "obstore": ("bot/archive/bucket.py",),
    "procrastinate": ("bot/dispatching/",),
    "psycopg": ("bot/dispatching/",),
    "pydantic": ("bot/config.py", "bot/configured.py", "bot/hearing.py", "bot/spelling.py", "bot/hours.py"),
    "jinja2": ("bot/rendering/",),
    "rich": ("bot/rendering/", "bot/commands/", "bot/cli.py"),
    "typer": ("bot/commands/", "bot/typed/", "bot/cli.py"),
    "slack_sdk": ("bot/slack/",),
    "structlog": ("bot/",),
}
# Parts of the standard library that have one home too: whole documents are never handed to difflib.
HOMES |= {"difflib": ("diffing/wording.py", "diffing/wording/")}

# What would let the comparison see the world. Its own tables come through importlib.resources.
WORLD = {
    "os", "sys", "pathlib", "socket", "ssl", "subprocess", "multiprocessing", "threading", "asyncio", "logging", "time",
    "tempfile", "shutil", "glob", "urllib", "http", "ftplib", "smtplib", "sqlite3", "random", "secrets", "uuid",
}  # fmt: skip
WORLDLY_CALLS = {"open", "print", "input"}
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")}

# Folders whose files are rows of a table: the table names every file, or the row would be dead.
TABLES = {
    "watchers/sources": "bot/sources.py",
    "bot/commands": "bot/typed",
}
# Only these files build what touches the world; everything else is handed it.
BUILDERS = ("bot/app.py", "bot/sources.py")
ADAPTERS = (
    "Folder", "Cninfo", "CninfoSearch", "TwoDoors", "Edgar", "EdgarMarket", "Hkex", "HkexMarket", "Bse", "Szse",
    "Sse", "SseInfo", "Irm", "Feed", "SinglePage", "Fetcher", "Pacing", "Directory", "Store", "FolderArchive",
    "BucketArchive",    "Apart", "Pipeline", "Sending", "Embedded", "Cluster", "Client",
    "SlackChannel",
)  # fmt: skip


def modules(root: Path) -> dict[str, ast.Module]:
    """The syntax tree of every module of the three packages, by its path below `root`."""
    files = (file for package in PACKAGES for file in sorted((root / package).rglob("*.py")))
    return {file.relative_to(root).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def imports(path: str, tree: ast.Module) -> Iterator[str]:
    """The dotted names that a module imports, relative ones made absolute."""
    package = path.removesuffix("/__init__.py").removesuffix(".py").split("/")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + path.endswith("__init__.py")] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def wrong_way(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Imports against the direction of the house."""
    for path, tree in trees.items():
        home = path.split("/")[0]
        for name in imports(path, tree):
            top = name.split(".")[0]
            if top in PACKAGES and top != home and top not in ALLOWED[home]:
                yield f"{path} imports {name}: {home} may not know {top}"


def stray_libraries(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Libraries away from home, and libraries without one."""
    for path, tree in trees.items():
        for top in {name.split(".")[0] for name in imports(path, tree)}:
            if top in HOMES and not path.startswith(HOMES[top]):
                yield f"{path} imports {top}, which lives in {' and '.join(HOMES[top])}"
            elif top not in HOMES and top not in PACKAGES and top not in sys.stdlib_module_names:
                yield f"{path} imports {top}, which has no home in tests/test_architecture.py"


def worldly(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Files, network, clock and log inside `diffing`."""
    for path, tree in trees.items():
        if not path.startswith("diffing/"):
            continue
        yield from (f"{path} imports {name}" for name in imports(path, tree) if name.split(".")[0] in WORLD)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name) and called.id in WORLDLY_CALLS:
                yield f"{path}:{node.lineno} calls {called.id}"
            if (
                isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Name)
                and (called.value.id, called.attr) in CLOCKS
            ):
                yield f"{path}:{node.lineno} asks the clock"


def cycles(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Modules that import each other, directly or in a ring; imports for the type checker alone run nothing."""
    names = {path.removesuffix("/__init__.py").removesuffix(".py").replace("/", "."): path for path in trees}
    edges = {name: set(_modules_imported(path, trees[path], names)) - {name} for name, path in names.items()}
    for name, others in edges.items():
        trail, seen = list(others), set[str]()
        while trail:
            other = trail.pop()
            if other == name:
                yield f"{name} imports itself in a ring"
                break
            if other not in seen:
                seen.add(other)
                trail.extend(edges[other])


def _modules_imported(path: str, tree: ast.Module, names: dict[str, str]) -> Iterator[str]:
    """The modules of ours that a module imports; `from package import module` imports that module alone."""
    run = [node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))]
    found = list(imports(path, ast.Module(body=run, type_ignores=[])))
    for name in found:
        inside = any(other != name and other.startswith(f"{name}.") and other in names for other in found)
        if name in names and not inside:
            yield name


def unlisted_rows(root: Path, tables: dict[str, str]) -> Iterator[str]:
    """Files of a table's folder that the table, a file or those of a folder, does not name."""
    for folder, table in tables.items():
        files = (root / table).glob("*.py") if (root / table).is_dir() else filter(Path.exists, [root / table])
        listed = "".join(file.read_text(encoding="utf-8") for file in files)
        for file in sorted((root / folder).glob("*.py")):
            if file.stem != "__init__" and file.stem not in listed:
                yield f"{folder}/{file.name} is not listed in {table}"


def stray_builders(trees: dict[str, ast.Module]) -> Iterator[str]:
    """Adapters built anywhere but in the one place that builds."""
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and path not in BUILDERS:
                named = {part.id for part in ast.walk(node.func) if isinstance(part, ast.Name)}
                yield from (
                    f"{path}:{node.lineno} builds {name}; only {' and '.join(BUILDERS)} may"
                    for name in named & set(ADAPTERS)
                )


def faults(root: Path) -> list[str]:
    """Everything that is wrong with the shape of the house below `root`."""
    trees = modules(root)
    checks = (wrong_way, stray_libraries, worldly, cycles, stray_builders)
    return [fault for check in checks for fault in check(trees)] + list(unlisted_rows(root, TABLES))


def test_the_house_keeps_its_shape() -> None:
    """No module of ours breaks a rule of the house."""
    assert faults(ROOT) == []


PLANTED = {
    "wrong way into bot": ("diffing/a.py", "from bot import app", "diffing may not know bot"),
    "wrong way between libraries": ("watchers/a.py", "import diffing.document", "watchers may not know diffing"),
    "stray library": ("bot/a.py", "import rapidfuzz", "which lives in diffing/aligning/"),
    "homeless library": ("bot/a.py", "import leftpad", "has no home"),
    "difflib on documents": ("diffing/aligning/a.py", "import difflib", "which lives in diffing/wording"),
    "a file in the comparison": ("diffing/a.py", "open('x')", "calls open"),
    "a path in the comparison": ("diffing/a.py", "from pathlib import Path", "imports pathlib"),
    "a clock in the comparison": ("diffing/a.py", "from datetime import date\ndate.today()", "asks the clock"),
    "a log in the comparison": ("diffing/a.py", "import logging", "imports logging"),
    "an unlisted source": ("watchers/sources/gazette.py", "", "is not listed in bot/sources.py"),
    "an adapter built elsewhere": ("bot/pipeline.py", "Store('x')", "only bot/app.py and bot/sources.py may"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_each_planted_fault_is_found(planted: str, tmp_path: Path) -> None:
    """A house with one fault is refused, and the fault is named."""
    path, source, words = PLANTED[planted]
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(source, encoding="utf-8")
    assert any(words in fault for fault in faults(tmp_path))


def test_a_ring_is_found(tmp_path: Path) -> None:
    """Two modules that import each other are refused."""
    (tmp_path / "diffing").mkdir()
    (tmp_path / "diffing/a.py").write_text("from diffing import b", encoding="utf-8")
    (tmp_path / "diffing/b.py").write_text("from diffing.a import x", encoding="utf-8")
    assert any("in a ring" in fault for fault in faults(tmp_path))


def test_a_sound_house_is_accepted(tmp_path: Path) -> None:
    """The rules do not refuse what they allow."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/app.py").write_text("import diffing\nStore('x')", encoding="utf-8")
    assert faults(tmp_path) == []
