"""Slack messages of the demo as pictures, at 360 and 900 pixels: for a person to look at.

    filingwatch slack lint --show --output messages.jsonl
    python -m bench.slack_pictures messages.jsonl pictures/

It wants node, Chromium, and `npm install slack-blocks-to-jsx@1.1.1 react@18 react-dom@18`, whose node_modules
FILINGWATCH_NODE_MODULES names; what is missing is said.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.slack.emulating import VARIABLE

_WIDTHS, _HEIGHT = (360, 900), 2400
_SCRIPT = Path(__file__).parent / "slack" / "render.mjs"
# Chromium draws no window narrower than this; the page inside keeps its own width.
_NARROWEST = 600


def missing() -> str:
    """What is not there, or nothing."""
    wanted = {name: shutil.which(name) for name in ("node", "chromium")}
    absent = [name for name, path in wanted.items() if path is None]
    if not (_modules() / "slack-blocks-to-jsx").is_dir():
        absent.append(f"slack-blocks-to-jsx in {VARIABLE}")
    return ", ".join(absent)


def main() -> None:
    """Draws each message of the file into the folder; without arguments it says what it would need."""
    if absent := missing():
        sys.exit(f"not drawn: there is no {absent}")
    if len(sys.argv) != 3:  # noqa: PLR2004 - its own name and two paths
        print("name the messages and a folder: python -m bench.slack_pictures messages.jsonl pictures/")
        return
    messages, folder = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for line in messages.read_text(encoding="utf-8").splitlines():
        name = re.sub(r"[^\w-]+", "-", json.loads(line)["name"]).strip("-")
        for width in _WIDTHS:
            _draw(line, width, folder / f"{name}-{width}.png")


def _modules() -> Path:
    return Path(os.environ.get(VARIABLE, "node_modules")).resolve()


def _draw(line: str, width: int, picture: Path) -> None:
    """The picture of one message; node looks for its modules from the script's own place, so that is a copy."""
    with tempfile.TemporaryDirectory(dir=_modules()) as folder:
        script = Path(shutil.copy(_SCRIPT, folder))
        command = [str(shutil.which("node")), str(script), str(width)]
        page = subprocess.run(command, input=line.encode(), cwd=folder, check=True, capture_output=True).stdout
        html = Path(folder) / "page.html"
        html.write_bytes(page)
        window = f"--window-size={max(width + 20, _NARROWEST)},{_HEIGHT}"
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", window]
        chromium = [str(shutil.which("chromium")), *flags, f"--screenshot={picture.resolve()}", html.as_uri()]
        subprocess.run(chromium, check=True, capture_output=True)


if __name__ == "__main__":
    main()
