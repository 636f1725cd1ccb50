"""Looks through a register of 100 000 people for doubles.

Argument: a register as JSON, loaded before the clock starts.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

from grantee_app.records import Participant
from grantee_app.records.matching import Register, group_pairs

people = [
    Participant.model_validate(told)
    for told in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
]
progress_told = 0


def count(_done: int, _total: int) -> None:
    """Be told of the progress, as a window is."""
    global progress_told  # noqa: PLW0603
    progress_told += 1


started = perf_counter()
register = Register(people)
pairs = register.find_pairs(progress=count)
groups = group_pairs(pairs)
print("seconds", perf_counter() - started)
print("pairs", len(pairs))
print("groups", len(groups))
print("told", progress_told)
print("likely", sum(pair.is_likely for pair in pairs))
