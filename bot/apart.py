"""Reading and comparing in a child process, with limits on memory, time and result.

    here ── forkserver (readers loaded once) ── one child for each piece of work

Readers are native code over hostile bytes: they may loop, swallow memory or crash, and must not take the bot along.
A child is killed by its id when it overruns, and whatever it started with it, as they are one process group; all of
them die with the bot when that is killed. What it sends back is opened by `bot.parcels`, which knows a few types alone.

Not concurrent.futures: its pool stays broken after one death. Not a pool at all: a fresh child costs 6 ms once the
forkserver is up, and remembers nothing of the last document.
"""

from __future__ import annotations

import ctypes
import fcntl
import multiprocessing
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, TypeVar, cast

from bot import inside
from bot.errors import OutOfOrderError
from bot.inside import Original
from bot.parcels import pack, sendable, unpack
from diffing.change import Basis, Diff
from diffing.errors import UnreadableDocument
from diffing.settings import Settings

if TYPE_CHECKING:
    from bot.ledger import Read
    from diffing.claim import Claim
    from diffing.document import Box, Document
    from diffing.figure import Figure

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_OUT_OF_MEMORY = 12  # our own exit code for it, after ENOMEM
_TOO_MUCH = "check whether it is a filing; save the part that matters in a file of its own"
_CROWDED = "free memory and try again"
# Seconds beyond a limit before the next, harder one.
_GRACE = 1

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one child may use: `memory` and `result` in MiB, `seconds` of processor and of wall clock each.

    `files` are open ones: a reader gets its bytes handed and opens none but its own modules.
    """

    memory: int = 2048
    seconds: int = 120
    result: int = 128
    files: int = 256

    def for_recognition(self) -> Limits:
        """These, with what text recognition takes besides: a gigabyte, and nine seconds for a page."""
        return replace(self, memory=max(self.memory, 4096), seconds=self.seconds * 10)


class Overran(UnreadableDocument):
    """Reading took more than it may, or broke the reader. Unlike a damaged file this may be otherwise next time."""

    def __init__(self, cause: str, *, remedy: str = "", name: str | None = None) -> None:
        super().__init__(cause, remedy=remedy or _TOO_MUCH, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Runs the functions of `bot.inside` in children of their own."""

    limits: Limits = field(default_factory=Limits)
    method: str = "forkserver"

    def document(self, original: Original, settings: Settings) -> Document:
        """The document that was read, without its page layout. Raises UnreadableDocument."""
        return self._allowing(settings).run(inside.document, original, settings, name=original.name)

    def picture(self, original: Original, page: int, settings: Settings) -> bytes:
        """A PNG of one page with what was read on it outlined. Raises UnreadableDocument."""
        return self._allowing(settings).run(inside.picture, original, page, settings, name=original.name)

    def read(self, original: Original, title: str, settings: Settings) -> Read:
        """What a filing published under `title` says it is, and all it states. Raises UnreadableDocument."""
        return self._allowing(settings).run(inside.read, original, title, settings, name=original.name)

    def excerpt(self, original: Original, page: int, boxes: Sequence[Box]) -> bytes:
        """A PNG of what is around these boxes on a page, which are marked. Raises UnreadableDocument."""
        return self.run(inside.excerpt, original, page, tuple(boxes), name=original.name)

    def figures(self, original: Original, settings: Settings) -> tuple[Figure, ...]:
        """Every figure of the file. Raises UnreadableDocument."""
        return self._allowing(settings).run(inside.figures, original, settings, name=original.name)

    def claims(self, original: Original, settings: Settings) -> tuple[Claim, ...]:
        """Every claim of the file. Raises UnreadableDocument."""
        return self._allowing(settings).run(inside.claims, original, settings, name=original.name)

    def diff(
        self,
        pair: tuple[Original, Original],
        notices: Sequence[Original],
        basis: Basis,
        settings: Settings,
        earlier: Sequence[Figure] = (),
    ) -> Diff:
        """What changed from the first of the pair to the second. Raises UnreadableDocument."""
        name = " and ".join(original.name for original in pair)
        handed = (pair, tuple(notices), basis, settings, tuple(earlier))
        return self._allowing(settings).run(inside.diff, *handed, name=name)

    def _allowing(self, settings: Settings) -> Apart:
        return replace(self, limits=self.limits.for_recognition()) if settings.ocr else self

    def warm_up(self) -> None:
        """Starts loading the readers; returns at once."""
        if self.method == "forkserver":
            from multiprocessing import forkserver

            multiprocessing.get_context("forkserver").set_forkserver_preload(list(inside.PRELOADED))
            forkserver.ensure_running()

    def run(self, function: Callable[..., T], *arguments: object, name: str) -> T:
        """What `function` returns in a child; what it raises is raised here. `name` is the file's, for its errors.

        Raises Overran when the child takes more than it may, dies, or sends back too much, and OutOfOrderError when no
        child can be started.
        """
        context = multiprocessing.get_context(self.method)
        self.warm_up()
        receiving, sending = context.Pipe(duplex=False)
        work = (sending, self.limits, function, arguments)
        child: BaseProcess = context.Process(target=_live, args=work, daemon=True)  # type: ignore[attr-defined]
        try:
            _start(child)
            sending.close()
            succeeded, value = unpack(self._received(child, receiving, name))
        finally:
            sending.close()
            receiving.close()
            _end(child)
        if not succeeded:
            raise value
        return cast("T", value)

    def _received(self, child: BaseProcess, receiving: Connection, name: str) -> bytes:
        # The processor limit ends a spinning child; the wall clock, a little later, one that sleeps.
        if not receiving.poll(self.limits.seconds + _GRACE):
            raise Overran(f"reading it took longer than {self.limits.seconds} s", name=name)
        try:
            return receiving.recv_bytes(self.limits.result << 20)
        except EOFError:
            child.join(_GRACE)
            raise self._of_what_it_died(child.exitcode, name) from None
        except OSError as error:
            raise Overran(f"what was read has more than {self.limits.result} MiB", name=name) from error

    def _of_what_it_died(self, code: int | None, name: str) -> Overran:
        if code == -signal.SIGXCPU:
            return Overran(f"reading it took longer than {self.limits.seconds} s", name=name)
        if code == -signal.SIGKILL:
            cause = "reading it was ended from outside, most likely because the machine ran out of memory"
            return Overran(cause, remedy=_CROWDED, name=name)
        if code == _OUT_OF_MEMORY:
            return Overran(f"reading it needs more than {self.limits.memory} MiB", name=name)
        # Native code that cannot get memory aborts like native code that is broken.
        broken = f"it breaks the reader ({_signal_name(code)})"
        return Overran(f"{broken}, or reading it needs more than {self.limits.memory} MiB", name=name)


def _start(child: BaseProcess) -> None:
    try:
        child.start()
    except (OSError, EOFError) as error:  # too many processes, no memory, or a forkserver that cannot load the readers
        raise OutOfOrderError(f"the reading process cannot be started: {error}") from error


def _live(sending: Connection, limits: Limits, function: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    """The life of a child: limit itself, do the work, send the outcome."""
    _bind(limits)
    _hush()
    try:
        sent = pack((True, function(*arguments)))
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001 - it is raised again in the parent, with this trace
        sent = pack((False, sendable(error)))
    sending.send_bytes(sent)


def _hush() -> None:
    """Readers mutter of every flaw of a file, into the one line that a command says of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _bind(limits: Limits) -> None:
    _die_with_parents()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its children
    _limit(resource.RLIMIT_CPU, limits.seconds, limits.seconds + _GRACE)
    _limit(resource.RLIMIT_CORE, 0, 0)
    _limit(resource.RLIMIT_NOFILE, limits.files, limits.files)
    if sys.platform == "linux":  # elsewhere the kernel keeps no limit on memory
        _limit(resource.RLIMIT_AS, limits.memory << 20, limits.memory << 20)


def _limit(what: int, soft: int, hard: int) -> None:
    """Sets a limit, or keeps a harder one that stands already: it may not be raised."""
    standing = resource.getrlimit(what)[1]
    if standing != resource.RLIM_INFINITY:
        soft, hard = min(soft, standing), min(hard, standing)
    resource.setrlimit(what, (soft, hard))


def _die_with_parents() -> None:
    """Asks the kernel to end this process with its parent, which may be the forkserver, and with the bot itself.

    The forkserver lives as long as its children do, so its end alone is no sign. The sentinel is a pipe whose other end
    only the bot holds: when it closes, SIGIO comes, which ends a process that does not handle it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    bot = multiprocessing.parent_process()
    assert bot is not None
    os.setpgid(0, 0)
    fcntl.fcntl(bot.sentinel, fcntl.F_SETOWN, -os.getpid())  # below zero it is a process group (fcntl(2))
    fcntl.fcntl(bot.sentinel, fcntl.F_SETFL, os.O_ASYNC)
    if not bot.is_alive():
        os._exit(1)  # it died before it could be watched


def _end(child: BaseProcess) -> None:
    if child.pid is not None:
        with suppress(ProcessLookupError, PermissionError):  # no such group yet, or nobody left in it
            os.killpg(child.pid, signal.SIGKILL)
        child.kill()
        child.join()
    child.close()


def _signal_name(code: int | None) -> str:
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
