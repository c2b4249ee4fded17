"""What may be typed after /diff, or to the app by its name: one row for each command; help is made of these rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.slack.listening.ear import Lane


class Right(StrEnum):
    """Who may: anybody in the workspace, members of the channel, or those whom the configuration names."""

    ANYBODY = "anybody"
    MEMBER = "member"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command: what stands after its name in help, where it waits, and who may give it."""

    usage: str = ""
    lane: Lane = Lane.QUICK
    right: Right = Right.ANYBODY
    least: int = 0


DIFF, HELP = "diff", "help"
# The first one needs no name: whatever begins with no other is a question about filings.
COMMANDS: dict[str, Command] = {
    DIFF: Command(usage="FILER [FORM] [PERIOD [PERIOD]] | URL URL", lane=Lane.SLOW, least=1),
    "show": Command(usage="ID", least=1),
    "log": Command(usage="[FILER] [COUNT]"),
    "watch": Command(usage="FILER [SOURCE]", right=Right.ADMIN),
    "unwatch": Command(usage="WATCH", right=Right.ADMIN, least=1),
    "list": Command(),
    "mute": Command(usage="FILER [7d]", right=Right.MEMBER, least=1),
    "unmute": Command(usage="FILER", right=Right.MEMBER, least=1),
    "settings": Command(right=Right.ADMIN),
    "status": Command(),
    HELP: Command(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command and what stands after its name."""

    name: str
    words: str = ""

    @property
    def command(self) -> Command:
        """Its row."""
        return COMMANDS[self.name]

    @property
    def complete(self) -> bool:
        """Whether it says as much as it has to."""
        return len(self.words.split()) >= self.command.least


def typed(words: str) -> Typed:
    """What was typed; nothing at all asks for help."""
    first, _, rest = words.strip().partition(" ")
    if not first:
        return Typed(name=HELP)
    if first.casefold() in COMMANDS:
        return Typed(name=first.casefold(), words=rest.strip())
    return Typed(name=DIFF, words=words.strip())


def usage(name: str, slash: str = "/diff") -> str:
    """How a command is typed."""
    said = "" if name == DIFF else f" {name}"
    return f"{slash}{said} {COMMANDS[name].usage}".rstrip()
