"""An application with its photos made into the folder that is handed in; `seconds` is the making.

Arguments: the workspace, the application, the most megabytes (0 for any size), a folder to be made
anew.
"""

import shutil
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

from grantee_app.report.assembly import (
    ApplicationChoices,
    AssemblyOptions,
    assemble,
    gather_application,
)
from grantee_app.workspace import Workspace

folder, application_id, most, target = sys.argv[1:]
made = Path(target)
shutil.rmtree(made, ignore_errors=True)
made.mkdir(parents=True)
with Workspace.open_read_only(Path(folder)) as workspace:
    choices = ApplicationChoices(with_other_language=False, printed_on=date(2024, 2, 1))
    started = perf_counter()
    handing = gather_application(workspace, application_id, choices)
    result = assemble(handing, AssemblyOptions(made, int(most) or None))
    print("seconds", perf_counter() - started)
print("pages", result.page_count)
print("megabytes", result.size / 1024**2)
