"""`filingwatch evidence`: all there is about a change log in one archive that anybody can verify; and verifying one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import CHANGED, SAME, Answer, RefusedError, write_whole
from bot.commands.doctor import doctor
from bot.errors import BotError
from bot.rendering.looks import Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.keeping.checks.finding import Finding
    from bot.operating import App


def evidence(app: App, asked: str, output: Path | None, look: Look) -> Answer:
    """Where the archive was written, and its hash. `asked` is the id of a change log or of a change."""
    from bot.keeping.evidence import packed
    from bot.rendering.formats import rendered
    from bot.store.gathering import gather
    from bot.store.restoring import restore_diff

    number = _diff(app, asked)
    log = app.show(number)
    with app.store.reading() as connection:
        found = gather(connection, number)
    assert found is not None, "it was shown a moment ago"
    shown = rendered(restore_diff(log.body), "html", Look(language=look.language, whole=True))
    content, lacking = packed(found, app.archive.get, shown)
    path = output or Path(f"evidence-{number}.zip")
    write_whole(path, content)
    said = f"{path}: {len(content):,} bytes, SHA-256 {sha256(content).hexdigest()}\n"
    remark = f"filingwatch: without the original of: {', '.join(lacking)}" if lacking else ""
    return Answer(text=said, code=CHANGED if lacking else SAME, remark=remark)


def verify(path: Path, address: str, look: Look) -> Answer:
    """What each check of an archive found, also against the record at `address`, if one is there; 1 when one fails."""
    from bot.keeping.verifying import verify as verified

    try:
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    try:
        findings = list(verified(content))
    except RefusedError as error:
        raise RefusedError(f"{path}: {error}") from error
    if all(one.standing != "fail" for one in findings):
        findings += _known(content, address)
    return doctor(findings, look, as_json=False)


def _known(content: bytes, address: str) -> Iterator[Finding]:
    """Whether the record here holds the same entry as the end of the piece in the archive."""
    from bot.keeping.checks.finding import doubtful, well, wrong
    from bot.keeping.verifying import end_of_record
    from bot.store import record
    from bot.store.looking import form_of, is_current, looked_at

    end = end_of_record(content)
    try:
        with looked_at(address) as connection:
            if end is None or connection is None or not is_current(form_of(connection)):
                return
            here = next((entry.hash for entry in record.entries(connection, end[0], end[0])), None)
    except BotError as error:
        yield doubtful("here", str(error), "it was not held against a record")
        return
    if here == end[1]:
        yield well("here", f"entry {end[0]} of the record here is the same")
    else:
        yield wrong(
            "here", f"entry {end[0]} of the record here is another", "it is of another record, or one was rewritten"
        )


def _diff(app: App, asked: str) -> int:
    from bot.store.gathering import diffs_with

    with app.store.reading() as connection:
        found = diffs_with(connection, asked)
    if asked.isdecimal() and not found:
        return int(asked)
    if not found:
        raise RefusedError(f"{asked}: is no id of a change log or of a change; filingwatch log lists them")
    if len(found) > 1:
        raise RefusedError(f"{asked}: is in the change logs {', '.join(map(str, found))}; name one of them")
    return found[0]
