"""An application on paper: any form, filled or empty, in either language.

A form says what stands where, its answers fill it; no label stands in Python. Knows no store and
no folder: `compose_application` gives a Document, as `compose_report` does for reports.
"""

from grantee_app.report.application.compose import compose_application, compose_empty_form
from grantee_app.report.application.sheets import compose_declarations, compose_signature_sheet
from grantee_app.report.application.source import ApplicationSource, PrintOptions

__all__ = [
    "ApplicationSource",
    "PrintOptions",
    "compose_application",
    "compose_declarations",
    "compose_empty_form",
    "compose_signature_sheet",
]
