"""Many files kept at once: a few are copied side by side, and each folder is synced once.

Copying waits for the disk, looking at a photo for the processor: side by side they wait for each
other no more. Every file is on the disk before it is renamed, and every name before anybody is told
that the files are kept; so a row that is written afterwards never lacks its file.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from grantee_app.errors import BastamaError
from grantee_app.store.attachments.files import (
    IsCancelled,
    KeptFile,
    Progress,
    explain_write,
    keep_file,
)
from grantee_app.store.disk import sync_folder

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey

# More do not make a disk faster, and the window must not wait for its turn on two processors.
MOST_AT_ONCE: Final = 3


def keep_files(
    folder: Path,
    sources: Sequence[Path],
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
    *,
    key: DataKey | None = None,
) -> tuple[list[KeptFile], list[BastamaError]]:
    """Copy files into the workspace's `folder`, on any thread; return those kept, and problems.

    Both are in the order of `sources`; what is wrong with a file is as `keep_file` raises it, and
    keeps no other from being kept. `progress` gets files done and in all, of a single file its
    bytes. StoreProblem when the folder itself cannot be written to; AttachingCancelled: what was
    kept until then is swept as what nobody speaks of.
    """
    if len(sources) == 1:
        return _keep_single(folder, sources[0], progress, is_cancelled, key)
    touched: set[Path] = set()
    outcomes = _Copying(folder, sources, is_cancelled, key, touched).run(progress)
    for path in sorted(touched):
        try:
            sync_folder(path)
        except OSError as error:
            raise explain_write(error, folder, sources[0].name, 0) from error
    kept = [outcome for outcome in outcomes if isinstance(outcome, KeptFile)]
    return kept, [outcome for outcome in outcomes if isinstance(outcome, BastamaError)]


def _keep_single(
    folder: Path,
    source: Path,
    progress: Progress | None,
    is_cancelled: IsCancelled | None,
    key: DataKey | None,
) -> tuple[list[KeptFile], list[BastamaError]]:
    try:
        return [keep_file(folder, source, progress, is_cancelled, key=key)], []
    except BastamaError as problem:
        return [], [problem]


class _Copying:
    """The workers of one batch; `touched` gathers the folders whose names are not synced yet."""

    def __init__(
        self,
        folder: Path,
        sources: Sequence[Path],
        is_cancelled: IsCancelled | None,
        key: DataKey | None,
        touched: set[Path],
    ) -> None:
        self._folder = folder
        self._sources = sources
        self._is_cancelled = is_cancelled
        self._key = key
        self._touched = touched
        self._waiting = deque(range(len(sources)))
        self._finished: SimpleQueue[tuple[int, KeptFile | Exception]] = SimpleQueue()

    def run(self, progress: Progress | None) -> list[KeptFile | Exception]:
        """Return what became of each source; raise what is no problem of a single file."""
        total = len(self._sources)
        outcomes: dict[int, KeptFile | Exception] = {}
        # Daemons: a drive that answers no more must not keep the program from ending.
        workers = [
            threading.Thread(target=self._work, name="attaching", daemon=True)
            for _ in range(min(MOST_AT_ONCE, total))
        ]
        for worker in workers:
            worker.start()
        try:
            while len(outcomes) < total:
                at, outcome = self._finished.get()
                if not isinstance(outcome, KeptFile | BastamaError):
                    raise outcome
                outcomes[at] = outcome
                if progress is not None:
                    progress(len(outcomes), total)
        finally:
            self._waiting.clear()
            for worker in workers:
                worker.join()
        return [outcomes[at] for at in range(total)]

    def _work(self) -> None:
        while True:
            try:
                at = self._waiting.popleft()
            except IndexError:
                return
            self._finished.put((at, self._keep(self._sources[at])))

    def _keep(self, source: Path) -> KeptFile | Exception:
        try:
            return keep_file(
                self._folder,
                source,
                None,
                self._is_cancelled,
                key=self._key,
                sync=self._touched.add,
            )
        except Exception as problem:  # noqa: BLE001 (a thread is a border: it is raised on its other side)
            return problem
