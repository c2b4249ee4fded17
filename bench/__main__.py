"""`make bench`: runs every measurement in this folder, or those named, and prints their tables."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """The measurements: each module beside this one, with a `main()` and a first line that says what it measures."""
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def main(wanted: list[str]) -> int:
    """0 when all reached what they set out to, 1 when one fell short, 2 when a name is not a measurement."""
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        print(f"no such measurement: {', '.join(unknown)} (there are: {', '.join(names())})", file=sys.stderr)
        return 2
    return max([_measure(name) for name in wanted or names()])


def _measure(name: str) -> int:
    module = import_module(f"bench.{name}")
    print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}\n", flush=True)
    sys.argv = [name]  # a measurement may take options of its own when it is run alone
    try:
        module.main()
    except SystemExit as end:  # one that falls short does not keep the others from measuring
        return int(bool(end.code))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
