"""Prints the sample again and again in one process, as the live preview does while one types.

Before each print one text is changed, so that nothing is taken from memory whole. Reports the
seconds of one print and by how many megabytes the process grew from the tenth print to the last.
"""

import sys
import time
from pathlib import Path

from grantee_app.records import ProjectFile
from grantee_app.report.making import make_report
from grantee_app.store.texts import RecordPlace
from grantee_app.workspace import Workspace

PRINTS, WARM = 110, 10


def measure_memory() -> float:
    """Return the megabytes this process holds now, 0 where the system does not tell."""
    statm = Path("/proc/self/statm")
    if not statm.is_file():
        return 0.0
    return int(statm.read_text(encoding="ascii").split()[1]) * 4096 / 1024**2


content = ProjectFile.model_validate_json(Path(sys.argv[1]).read_bytes())
task = content.project.tasks[0]
place = RecordPlace("task", task.id, "long_term_result")
words = task.long_term_result.kk.split()
with Workspace.in_memory() as workspace:
    workspace.save_project(content)
    before = started_at = 0.0
    for turn in range(PRINTS):
        if turn == WARM:
            before, started_at = measure_memory(), time.perf_counter()
        typed = f"{words[turn % len(words)]}{turn}"
        workspace.write_text(place, "kk", f"{task.long_term_result.kk} {typed}")
        make_report(workspace, content.project.id, "kk")
    print("seconds", (time.perf_counter() - started_at) / (PRINTS - WARM))
    print("growth", measure_memory() - before)
