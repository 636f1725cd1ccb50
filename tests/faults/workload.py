"""What the fault trials do to a workspace, and what they then expect to find in it.

Every text says which edit wrote it, so that a state can be told from every other one.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grantee_app.records import Bilingual, Organization, Project, ProjectFile
from grantee_app.store.safety.backup import Reason
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace, read_sample

SAMPLE = read_sample()
LANGUAGES = ("kk", "ru")
IMPORTED = "00000000-0000-7000-8000-00000000f00d"


def list_places() -> list[tuple[RecordPlace, str]]:
    project = SAMPLE.project
    places = [RecordPlace("project", project.id, name) for name in ("goal", "title")]
    for task in project.tasks:
        places.append(RecordPlace("task", task.id, "long_term_result"))
        places += [RecordPlace("planned_activity", a.id, "narrative") for a in task.activities]
    return [(place, code) for place in places for code in LANGUAGES]


PLACES = list_places()


def make_import(number: int) -> ProjectFile:
    organization = Organization(id=IMPORTED, name=Bilingual(kk="ұйым", ru="организация"))
    project = Project(id=IMPORTED, title=Bilingual(kk=str(number), ru=str(number)))
    return SAMPLE.model_copy(update={"organization": organization, "project": project})


def begin_workspace(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        workspace.save_project(SAMPLE)
        for spot in range(len(PLACES)):
            write_spot(workspace, spot, 0)


def write_spot(workspace: Workspace, spot: int, number: int) -> None:
    place, code = PLACES[spot]
    # Lengths from a word to several pages.
    filler = "сөз " * ((number * 7919) % 2500)
    workspace.write_text(place, code, f"{number} {filler}")


def read_spots(workspace: Workspace) -> dict[int, int]:
    """Which edit each text was written by; -1 is the imported project."""
    found = {
        spot: int(workspace.read_text(place, code).split(" ", 1)[0])
        for spot, (place, code) in enumerate(PLACES)
    }
    for project in workspace.list_projects():
        if project.id == IMPORTED:
            found[-1] = int(project.title.kk)
    return found


def edit_for_ever(
    folder: Path, seed: int, first: int, say: Callable[[str, int, int], None]
) -> None:
    """Edit, import and back up at random; `say` is told before and after each write."""
    chance = random.Random(seed)
    with Workspace.open(folder) as workspace:
        if chance.random() < 0.5:
            # As in the window: another thread waits for the disk.
            workspace.durability.sync_late()
        say("open", 0, 0)
        number = first
        while True:
            number += 1
            dice = chance.random()
            if dice < 0.03:
                workspace.backups.make(Reason.TIMER)
            elif dice < 0.08:
                say("try", -1, number)
                workspace.save_project(make_import(number), replace=True)
                say("done", -1, number)
            else:
                spot = chance.randrange(len(PLACES))
                say("try", spot, number)
                write_spot(workspace, spot, number)
                say("done", spot, number)


@dataclass
class Ledger:
    """What was said to be committed, and what may have been when the process died."""

    sure: dict[int, int] = field(default_factory=dict)
    maybe: dict[int, int] = field(default_factory=dict)
    last: int = 0

    def read(self, lines: Iterator[str]) -> int:
        """Take in the child's words; return how many writes it called done."""
        done = 0
        for line in lines:
            word, spot, number = line.split()
            self.last = max(self.last, int(number))
            if word == "try":
                self.maybe[int(spot)] = int(number)
            elif word == "done":
                done += 1
                self.sure[int(spot)] = int(number)
        return done

    def find_lost(self, found: dict[int, int]) -> list[str]:
        """Name the spots that hold neither the last sure edit nor the one under way."""
        lost = [
            f"spot {spot}: {found.get(spot)} instead of {number}"
            for spot, number in self.sure.items()
            if found.get(spot) not in (number, self.maybe.get(spot, number))
        ]
        self.sure = dict(found)
        self.maybe.clear()
        return lost
