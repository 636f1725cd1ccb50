"""Writes resources/schema/columns.json: the columns that all migrations make.

A start compares a database with them, and need not make an empty one for that. Run it after a
migration was added; a test tells when the file differs from what the migrations make.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from grantee_app.store.safety.damage import (  # noqa: E402 (after the path)
    kept_columns_path,
    list_columns_after,
    list_known_steps,
)


def read_columns() -> dict[str, object]:
    """Return the names of all migrations, and the columns of each table that they make."""
    steps = list_known_steps()
    tables: dict[str, list[str]] = {}
    for table, column in sorted(list_columns_after(steps)):
        tables.setdefault(table, []).append(column)
    return {"steps": steps, "tables": tables}


def main() -> None:
    """Write the file."""
    path = kept_columns_path()
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(read_columns(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
