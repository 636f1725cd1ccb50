"""A project's report: composed from form, records and figures, rendered as a PDF.

Knows everything below it and no screen. `make_report` does the whole way from one snapshot of
the database; `write_pdf` puts the result on disk in one step.
"""

from grantee_app.report.making import ReportOptions, make_report, write_pdf
from grantee_app.report.pdf.render import Cancelled, PdfReport

__all__ = ["Cancelled", "PdfReport", "ReportOptions", "make_report", "write_pdf"]
