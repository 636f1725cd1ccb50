"""Measures the matching of people on the labelled pairs: precision and recall, in per cent.

Argument: «tune», «held_out», «by_hand» or «fresh».
"""

import sys
from pathlib import Path
from time import perf_counter

# The app as installed is imported first; the labelled pairs lie in the checkout.
from grantee_app.records.matching import compare_people

sys.path.append(str(Path(__file__).resolve().parent.parent.parent / "tools"))
from measure_name_pairs import measure, read_pairs

half = sys.argv[1]
pairs = [pair for pair in read_pairs() if pair.half == half]
precision, recall, wrong = measure(pairs)
started = perf_counter()
for pair in pairs:
    compare_people(pair.first, pair.second)
print("seconds", (perf_counter() - started) / len(pairs))
print("pairs", len(pairs))
print("precision", 100 * precision)
print("recall", 100 * recall)
print("wrong", len(wrong))
