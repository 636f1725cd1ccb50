"""The longest table of a document as a document of its own: of an application, its budget."""

from __future__ import annotations

from dataclasses import replace

from grantee_app.report.document import Document, Table


def keep_longest_table(document: Document) -> Document:
    """Return the document with that table alone, on landscape pages."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    longest = max(tables, key=lambda table: len(table.rows))
    return replace(document, is_landscape=True, blocks=(longest,))
