"""Commands that are given files: diff, read, figures, claims."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.answering import Answer, deliver
from bot.commands.options import (
    File,
    Format,
    Language,
    ListFormat,
    Loudness,
    New,
    Old,
    Output,
    Picture,
    ReadFormat,
    Recognition,
    Tongue,
    Whole,
)
from bot.rendering.looks import Look
from bot.typed.building import refuse_overwriting, screen_of, stored
from diffing.change import Basis, Severity


def diff_command(
    old: Old,
    new: New,
    *,
    basis: Annotated[Basis, typer.Option(help="What the two are to each other.")] = Basis.AUTO,
    notice: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="A correction notice; may be repeated.")
    ] = None,
    published: Annotated[
        tuple[str, str] | None, typer.Option(help="The days the old and the new one were published.", metavar="OLD NEW")
    ] = None,
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    output: Output = None,
    language: Tongue = Language.EN,
    at_least: Loudness = Severity.INFO,
    whole: Whole = False,
    ocr: Recognition = False,
) -> int:
    """Show what changed between two files.

    Exits 0 for no change, 1 for changes, 2 for an error, or when so much was unread that "no change" cannot be said.
    """
    from bot.app import build_apart
    from bot.commands.diff import Asked, diff, parsed_dates

    refuse_overwriting(output, old, new, *(notice or ()))
    asked = Asked(
        old=old,
        new=new,
        basis=basis,
        notices=tuple(notice or ()),
        published=parsed_dates(published),
        format=form,
        look=Look(language=language, at_least=at_least, screen=screen_of(output), whole=whole or output is not None),
        ocr=ocr,
    )
    return deliver(diff(asked, build_apart(), stored), output)


def read_command(
    file: File,
    *,
    form: Annotated[ReadFormat, typer.Option("--format")] = ReadFormat.TEXT,
    page: Picture = None,
    ocr: Recognition = False,
    output: Output = None,
    language: Tongue = Language.EN,
) -> int:
    """Show what was read from a file, block by block, or outlined on a picture of a page."""
    from bot.app import build_apart
    from bot.commands.read import picture, read

    if page is not None:
        refuse_overwriting(output, file)
        return deliver(picture(file, page, build_apart(), output, ocr=ocr))
    return _shown(read, file, output, language, as_json=form is ReadFormat.JSON, ocr=ocr)


def figures_command(
    file: File,
    *,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    output: Output = None,
    language: Tongue = Language.EN,
    ocr: Recognition = False,
) -> int:
    """List the figures of a file: value, unit, measure, period."""
    from bot.commands.read import figures

    return _shown(figures, file, output, language, as_json=form is ListFormat.JSON, ocr=ocr)


def claims_command(
    file: File,
    *,
    form: Annotated[ListFormat, typer.Option("--format")] = ListFormat.TABLE,
    output: Output = None,
    language: Tongue = Language.EN,
    ocr: Recognition = False,
) -> int:
    """List the claims of a file: rankings, promises, risks."""
    from bot.commands.read import claims

    return _shown(claims, file, output, language, as_json=form is ListFormat.JSON, ocr=ocr)


def _shown(
    show: Callable[..., Answer], file: str, output: Path | None, language: Language, *, as_json: bool, ocr: bool
) -> int:
    """What one command shows of a file, delivered."""
    from bot.app import build_apart

    refuse_overwriting(output, file)
    look = Look(language=language, screen=screen_of(output))
    return deliver(show(file, build_apart(), look, as_json=as_json, ocr=ocr), output)
