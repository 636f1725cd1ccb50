"""One step on a workspace, in a process whose disk fails: `disk_step.py STEP FOLDER`.

Prints `done`, or `said` with the sentence of a problem; anything else is a fault of ours.
"""

import sys
from pathlib import Path

from grantee_app.errors import BastamaError
from grantee_app.store.safety.backup import Reason, list_backups
from grantee_app.workspace import Workspace, restore_workspace
from tests.faults.workload import PLACES


def save(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        place, code = PLACES[0]
        workspace.write_text(place, code, "2 new " + "мәтін " * 2000)


def back_up(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.backups.make(Reason.BY_HAND)


def restore(folder: Path) -> None:
    oldest = list_backups(folder / "backups", look_inside=False)[-1]
    restore_workspace(folder, oldest)


STEPS = {"save": save, "backup": back_up, "restore": restore}

if __name__ == "__main__":
    try:
        STEPS[sys.argv[1]](Path(sys.argv[2]))
    except BastamaError as error:
        print("said", error)  # noqa: T201
    else:
        print("done")  # noqa: T201
