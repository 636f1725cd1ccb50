"""A project's report: composed from form, records and figures, rendered as a PDF.

Knows everything below it and no screen. `make_report` does the whole way from one snapshot of
the database. What prints is loaded when it is first asked for: a window needs the blocks of a
document at its start, but no PDF yet.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from grantee_app.report.making import ReportOptions, make_report
    from grantee_app.report.pdf.render import Cancelled, PdfReport

__all__ = ["Cancelled", "PdfReport", "ReportOptions", "make_report"]

_HOMES: Final = {
    "Cancelled": "pdf.render",
    "PdfReport": "pdf.render",
    "ReportOptions": "making",
    "make_report": "making",
}


def __getattr__(name: str) -> Any:
    """Load the module that holds one of the names above."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
