"""The sample project that comes with the program; knows no open workspace."""

from __future__ import annotations

from pathlib import Path

from grantee_app.folders import resources_folder
from grantee_app.records import ProjectFile

SAMPLE = "sample"


def sample_path() -> Path:
    """Return the path of the sample project file."""
    return resources_folder() / "sample" / "project.json"


def read_sample() -> ProjectFile:
    """Return the sample project that comes with the program."""
    return ProjectFile.model_validate_json(sample_path().read_bytes())
