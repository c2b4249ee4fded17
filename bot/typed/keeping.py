"""Commands that look after what is stored: doctor, backup, restore, evidence, prune."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.answering import deliver
from bot.commands.options import ConfiguredTongue, ListFormat, Output
from bot.rendering.looks import Look
from bot.typed.building import built, screen_of

Folder = Annotated[Path, typer.Argument(metavar="DEST", help="A folder; it may hold an older backup.")]
Source = Annotated[Path, typer.Argument(metavar="SOURCE", help="A folder that backup has written.")]


def backup_command(
    folder: Folder,
    *,
    again: Annotated[bool, typer.Option("--again", help="Read and check also what is in the backup already.")] = False,
) -> int:
    """Copy the database and the originals, also while `run` is at work.

    Exits with 1 when originals are missing or damaged.
    """
    from bot.app import build_folder
    from bot.commands.backup import backup

    with built(looking=True) as app:
        return deliver(backup(app, folder, build_folder, again=again))


def doctor_command(
    *,
    network: Annotated[bool, typer.Option("--network", help="Ask the hosts of the watches, and Slack.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="Do not read every original.")] = False,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Output = None,
) -> int:
    """Look at everything the program stands on, and say what to do. Writes nothing; works beside `run`.

    Exits with 1 when something fails.
    """
    from bot.answering import busy
    from bot.app import build_world
    from bot.commands.doctor import doctor
    from bot.config import load
    from bot.keeping.examining import examine

    look = Look(screen=screen_of(output))
    with busy("Looking"):
        findings = list(examine(load, build_world(network=network), quick=quick))
    return deliver(doctor(findings, look, as_json=as_json or form is ListFormat.JSON), output)


def evidence_command(
    asked: Annotated[
        str | None, typer.Argument(metavar="ID", help="A change log's or a change's.", show_default=False)
    ] = None,
    *,
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FILE", help="Verify such an archive instead.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Where; evidence-ID.zip unless given.")] = None,
    language: ConfiguredTongue = None,
) -> int:
    """Pack all there is about a change log into one archive that anybody can verify: originals, diff, reviews, record.

    Exits with 1 when an original is gone, or when what is verified is not what was recorded.
    """
    from bot.answering import RefusedError
    from bot.commands import evidence
    from bot.config import load

    if (asked is None) == (verify is None):
        raise RefusedError("name the id of a change log, or an archive after --verify (filingwatch log lists the ids)")
    if verify is not None:
        return deliver(evidence.verify(verify, load().database_address, Look(screen=screen_of(None))))
    with built() as app:
        look = Look(language=language or app.config.language)
        return deliver(evidence.evidence(app, asked or "", output, look))


def prune_command(
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Remove them; without it they are only listed.")] = False,
) -> int:
    """List the originals that nothing needs any more, or remove them. What nothing names goes as well.

    Nothing is removed while `run` is at work.
    """
    from bot.commands.prune import prune

    with built() as app:
        return deliver(prune(app, really=yes))


def restore_command(
    folder: Source,
    *,
    only_originals: Annotated[
        bool, typer.Option("--originals", help="Only originals that are missing or damaged; leaves the database.")
    ] = False,
) -> int:
    """Bring a backup back, to a folder or database that has none yet.

    Exits with 1 when the backup does not hold all originals whole.
    """
    from bot.app import build_archive, build_folder, build_store_of
    from bot.clocks import Clock
    from bot.commands.backup import restore
    from bot.config import load

    config = load()
    builders = (build_folder, build_store_of)
    now = Clock().now()
    archive = build_archive(config)
    return deliver(restore(folder, config, archive, builders, now=now, only_originals=only_originals))
