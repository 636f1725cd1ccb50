"""A project's report: composed from form, records and figures, rendered as a PDF.

Knows everything below it and no screen. `making.make_report` does the whole way from one snapshot
of the database. Nothing is loaded from here: a window needs the blocks of a document at its start,
but no PDF yet.
"""
