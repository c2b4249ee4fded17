"""What was typed wrongly, in words: those of the parser of arguments are for programmers."""

from __future__ import annotations

import typer

from bot.mistakes import place_and_words


def mistyped(error: typer.TyperException) -> str:
    """What is wrong with what was typed, and the help of the command it was typed after."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "filingwatch"
    return f"{_words(error)} ({command} --help tells more)"


def _words(error: typer.TyperException) -> str:
    # A value of the wrong kind is found by pydantic, which lists each mistake; anything else the parser words itself.
    mistakes = getattr(error.__cause__, "errors", None)
    parameter = getattr(error, "param", None)
    if mistakes is None or parameter is None:
        return error.format_message()
    said = "; ".join(place_and_words(mistake, None)[1].removesuffix(".") for mistake in mistakes())
    typed = str(parameter.get_error_hint()).strip("'")
    return f"{typed}: {said}"
