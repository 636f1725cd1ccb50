"""Where records are kept: SQLite by sqlite-utils.

Knows records and SQL, nothing of forms being filled in, of reports or of screens.
"""
