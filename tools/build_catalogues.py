"""Hatch's build hook: puts the data folders into the wheel, catalogues compiled.

Reads the checkout and writes into a temporary folder only, so that building leaves no trace in
the working tree. Must not know what forms, resources or translations say.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# A top-level `locale` in site-packages would shadow the standard library's.
PACKED = "grantee_app/_data"


class DataFoldersHook(BuildHookInterface):  # hatchling has no types
    """Adds forms/, resources/, docs/guide/ and locale/**/*.mo to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable install reads the checkout's own folders.
        if version != "standard":
            return
        root = Path(self.root)
        self._scratch = tempfile.TemporaryDirectory(prefix="bastama-catalogues-")
        packed = {str(root / name): f"{PACKED}/{name}" for name in ("forms", "resources")}
        packed[str(root / "docs" / "guide")] = f"{PACKED}/guide"
        for source in sorted((root / "locale").glob("*/LC_MESSAGES/*.po")):
            inside = source.relative_to(root).with_suffix(".mo")
            packed[str(compile_catalogue(source, Path(self._scratch.name) / inside))] = (
                f"{PACKED}/{inside.as_posix()}"
            )
        build_data["force_include"].update(packed)

    def finalize(self, version: str, *_built: object) -> None:
        if version == "standard":
            self._scratch.cleanup()


def compile_catalogue(source: Path, target: Path) -> Path:
    """Write the .mo of one .po to `target`, leaving fuzzy entries out, and return `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as po:
        catalogue = read_po(po, locale=source.parts[-3])
    with target.open("wb") as mo:
        write_mo(mo, catalogue)
    return target
