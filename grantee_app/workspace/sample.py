"""The sample project that comes with the program; knows no open workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from grantee_app.folders import resources_folder
from grantee_app.records import ProjectFile

SAMPLE = "sample"
# The project of the sample, to be recognised without reading the file.
SAMPLE_ID: Final = "018fbd92-bc19-78e8-8032-63a864c48107"


def sample_path() -> Path:
    """Return the path of the sample project file."""
    return resources_folder() / "sample" / "project.json"


def read_sample() -> ProjectFile:
    """Return the sample project that comes with the program."""
    return ProjectFile.model_validate_json(sample_path().read_bytes())
