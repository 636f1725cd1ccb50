"""Photos made as small as ours are on paper and put into one PDF; `seconds` is the making.

Arguments: the folder of the photos, and the file.
"""

import sys
from pathlib import Path
from time import perf_counter

from PIL import Image

MOST_PIXELS = 3500
QUALITY = 85


def open_small(path: Path) -> Image.Image:
    picture = Image.open(path)
    picture.thumbnail((MOST_PIXELS, MOST_PIXELS))
    return picture


photos, target = sorted(Path(sys.argv[1]).glob("*.jpg")), Path(sys.argv[2])
started = perf_counter()
others = (open_small(path) for path in photos[1:])
open_small(photos[0]).save(target, "PDF", save_all=True, append_images=others, quality=QUALITY)
print("seconds", perf_counter() - started)
print("pages", len(photos))
print("megabytes", target.stat().st_size / 1024**2)
