"""Reads a form's file as TOML and no more. One reading."""

import sys
import tomllib
from pathlib import Path

from repeating import take


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


path = Path(sys.argv[1])
print("seconds", take(lambda: read(path)))
print("fields", sum(len(section["fields"]) for section in read(path)["sections"]))
