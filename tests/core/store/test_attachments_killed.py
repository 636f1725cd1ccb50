"""kill -9 while files are added: rows and files agree, only orphans are left."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TRIALS = 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_while_attaching(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.core.store.attaching_killed", str(TRIALS)]
    done = subprocess.run(
        [*command, str(tmp_path / "жұмыс қалтасы")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    found = json.loads(done.stdout)
    assert found["begun"] == found["trials"] == TRIALS
    assert found["rows"] > TRIALS
    assert found["broken"] == 0, found
