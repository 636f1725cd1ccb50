"""The whole way of our own: open a workspace, count, compose, print, write: a PDF on disk."""

import sys
from datetime import date
from pathlib import Path

from grantee_app.report.making import ReportOptions, make_report
from grantee_app.store.output_files import write_output_file
from grantee_app.workspace import Workspace

folder, project_id, language, printed_on, target = sys.argv[1:]
with Workspace.open(Path(folder)) as workspace:
    options = ReportOptions(printed_on=date.fromisoformat(printed_on))
    report = make_report(workspace, project_id, language, options)  # type: ignore[arg-type]
write_output_file(report.data, Path(target))
print("pages", report.page_count)
