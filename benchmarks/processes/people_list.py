"""The register of 100 000 as a person meets it: opened, searched letter by letter, names offered.

Prints the milliseconds that 95 of 100 searches and offers stay under, and those of opening the
list: all its ids and the first page. A window draws beside; that is not counted.
"""

import random
import sys
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from grantee_app.store.encryption.keys import DataKey
from grantee_app.workspace import Workspace

PROJECT = "bench-people"
TYPED = 120


def take(act):
    started = perf_counter()
    act()
    return (perf_counter() - started) * 1000


def tell(name, times):
    times.sort()
    print(name, times[int(len(times) * 0.95)])


folder, *known = sys.argv[1:]
key = DataKey(known[0], bytes.fromhex(known[1])) if known else None
deal = random.Random(7)  # noqa: S311 (nothing secret)
with Workspace.open(Path(folder), key) as workspace:
    people = workspace.people
    listed = people.list_page(PROJECT, order="added", limit=2000)
    names = [deal.choice(listed).person.name.split() for _ in range(TYPED)]
    # As somebody types: a letter, two, …, then the beginning of the given name.
    typed = [name[0][:letters] for name in names for letters in (1, 2, 3, 5)]
    typed += [f"{name[0][:3]} {name[1][:2]}" for name in names]
    tell("search", [take(partial(people.list_page, PROJECT, text, limit=50)) for text in typed])
    tell("offer", [take(partial(people.offer_names, PROJECT, text)) for text in typed])
    opened = median(
        take(lambda: people.load_listed(people.list_ids(PROJECT)[:100])) for _ in range(7)
    )
print("open", opened)
print("seconds", opened / 1000)
