"""Work in a child process whose n-th system call of a kind fails, or kills it.

The child is a fork of a process that has imported everything, and strace takes hold of it before
it begins: the fault meets the work and nothing else, and a trial takes a tenth of a second.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grantee_app.errors import BastamaError

DONE, SAID, FAILED = b"done", b"said", b"fail"
_SIZE = 1 << 16
_PR_SET_PTRACER, _ANYBODY = 0x59616D61, -1
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")
_END_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the child ended: "done", "said" (a sentence of ours), "failed", or "killed"."""

    word: str
    details: str = ""


def has_strace() -> bool:
    """Whether strace is there and may take hold of a process (a container may forbid it)."""
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    try:
        return run_traced(lambda: None, ["-e", "trace=none"], Path(os.devnull)).word == "done"
    except OSError:
        return False


def count_calls(work: Callable[[], None], calls: Sequence[str]) -> Counter[str]:
    """Let `work` run untouched and count its system calls by name."""
    with tempfile.NamedTemporaryFile(suffix=".strace") as log:
        outcome = run_traced(work, ["-e", f"trace={','.join(calls)}"], Path(log.name))
        if outcome.word != "done":
            raise RuntimeError(f"the step fails by itself: {outcome.details}")
        lines = Path(log.name).read_text(encoding="utf-8", errors="replace").splitlines()
    return Counter(found[1] for line in lines if (found := _CALL.match(line)))


def run_failing(work: Callable[[], None], call: str, inject: str, number: int) -> Outcome:
    """Let `work` run while the `number`-th `call` meets `inject`: error=ENOSPC, signal=KILL, …."""
    wanted = ["-e", f"trace={call}", "-e", f"inject={call}:{inject}:when={number}"]
    return run_traced(work, wanted, Path(os.devnull))


def run_traced(work: Callable[[], None], wanted: list[str], log: Path) -> Outcome:
    """Run `work` in a child that strace holds; OSError when it cannot take hold."""
    told = mmap.mmap(-1, _SIZE)
    waiting, go = os.pipe()
    child = os.fork()
    if not child:
        _be_child(work, told, waiting)
    os.close(waiting)
    tracer = subprocess.Popen(
        ["strace", "-f", "-o", log, *wanted, "-p", str(child)], stderr=subprocess.PIPE
    )
    try:
        assert tracer.stderr is not None
        first = tracer.stderr.readline()
        if b"attached" not in first:
            os.kill(child, signal.SIGKILL)
            raise OSError(first.decode(errors="replace"))
        os.write(go, b".")
    finally:
        os.close(go)
        os.waitpid(child, 0)
        tracer.communicate(timeout=_END_SECONDS)
    word, _, details = told.read().rstrip(b"\0").partition(b" ")
    told.close()
    names = {DONE: "done", SAID: "said", FAILED: "failed"}
    return Outcome(names.get(word, "killed"), details.decode(errors="replace"))


def _be_child(work: Callable[[], None], told: mmap.mmap, waiting: int) -> None:
    """Wait to be held, work, and tell by memory: a write could fail like any other."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
    os.read(waiting, 1)
    try:
        work()
        said = DONE
    except BastamaError as error:
        said = SAID + b" " + str(error).encode()
    except BaseException as error:  # noqa: BLE001 (whatever it is, it is told)
        said = FAILED + b" " + repr(error).encode()
    told[: min(len(said), _SIZE)] = said[:_SIZE]
    os._exit(0)
