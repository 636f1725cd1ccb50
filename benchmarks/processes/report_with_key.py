"""As report_by_us, on a workspace with a password whose key is at hand: typing it is no work."""

import sys
from datetime import date
from pathlib import Path

from grantee_app.report.making import ReportOptions, make_report
from grantee_app.store.encryption.keys import DataKey
from grantee_app.store.output_files import write_output_file
from grantee_app.workspace import Workspace

folder, project_id, language, printed_on, target, key_id, secret = sys.argv[1:]
with Workspace.open(Path(folder), DataKey(key_id, bytes.fromhex(secret))) as workspace:
    options = ReportOptions(printed_on=date.fromisoformat(printed_on))
    report = make_report(workspace, project_id, language, options)  # type: ignore[arg-type]
write_output_file(report.data, Path(target))
print("pages", report.page_count)
