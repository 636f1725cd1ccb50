"""From the workspace on disk to a PDF on disk: the whole application, or its budget alone.

Arguments: the workspace, the application, `whole` or `budget`, the day, the file. Either way all of
it is read and composed.
"""

import sys
from datetime import date
from pathlib import Path

from grantee_app.report.assembly import ApplicationChoices, compose_papers
from grantee_app.report.pdf.render import render_pdf
from grantee_app.store.output_files import write_output_file
from grantee_app.workspace import Workspace

# The peers print what the same function leaves.
sys.path.append(str(Path(__file__).resolve().parent.parent))
from longest_table import keep_longest_table

folder, application_id, extent, printed_on, target = sys.argv[1:]
with Workspace.open_read_only(Path(folder)) as workspace:
    choices = ApplicationChoices(language="kk", printed_on=date.fromisoformat(printed_on))
    document = compose_papers(workspace, application_id, choices)
if extent == "budget":
    document = keep_longest_table(document)
printed = render_pdf(document)
write_output_file(printed.data, Path(target))
print("pages", printed.page_count)
