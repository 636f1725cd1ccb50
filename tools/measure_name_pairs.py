"""Measures the matching of people on the labelled pairs: precision and recall on both halves.

`python tools/measure_name_pairs.py [--wrong]` prints them, with --wrong also what was missed.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
sys.path.insert(0, str(ROOT))

from grantee_app.records.matching import LIKELY, compare_people  # noqa: E402
from grantee_app.records.participant import Participant  # noqa: E402

FILES = ("name_pairs.csv", "name_pairs_by_hand.csv", "name_pairs_fresh.csv")
AGE_ON = date(2024, 12, 1)


@dataclass(frozen=True)
class Labelled:
    half: str
    verdict: str
    kind: str
    first: Participant
    second: Participant


def read_pairs() -> Iterator[Labelled]:
    """Return all labelled pairs, those made by hand too."""
    for name in FILES:
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Labelled(
                    row["half"], row["verdict"], row["kind"], _read(row, "a"), _read(row, "b")
                )


def _read(row: dict[str, str], side: str) -> Participant:
    told = {key[2:]: value for key, value in row.items() if key.startswith(f"{side}_") and value}
    if "age" in told:
        told["age_on"] = AGE_ON.isoformat()
    return Participant.model_validate(told)


def measure(pairs: list[Labelled]) -> tuple[float, float, list[tuple[Labelled, float]]]:
    """Return precision, recall and the pairs that were judged wrongly, each with its score."""
    found = right = all_same = 0
    wrong = []
    for pair in pairs:
        score = compare_people(pair.first, pair.second).score
        is_likely, is_same = score >= LIKELY, pair.verdict == "same"
        found += is_likely
        right += is_likely and is_same
        all_same += is_same
        if is_likely != is_same:
            wrong.append((pair, score))
    return right / found, right / all_same, wrong


def main() -> None:
    """Print the measure of each half."""
    pairs = list(read_pairs())
    for half in ("tune", "held_out", "by_hand", "fresh"):
        of_half = [pair for pair in pairs if pair.half == half]
        precision, recall, wrong = measure(of_half)
        print(f"{half}: {len(of_half)} pairs, precision {precision:.4f}, recall {recall:.4f}")
        if "--wrong" in sys.argv:
            for pair, score in wrong:
                told = [
                    (
                        who.name,
                        who.gender,
                        str(who.born_on or who.birth_year or who.age or ""),
                        who.place,
                        who.contact,
                    )
                    for who in (pair.first, pair.second)
                ]
                print(f"  {score:.2f} {pair.verdict} {pair.kind}: {told[0]} / {told[1]}")


if __name__ == "__main__":
    main()
