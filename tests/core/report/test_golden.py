"""The sample's characteristic pages look as they did when somebody last looked at them.

A picture that differs on purpose is made anew by `python -m tests.core.report.golden`.
"""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from tests.core.report.golden import FOLDER, PAGES, draw_pages

# Mean difference of grey levels (0-255) over a page, and over its worst tile: another
# antialiasing stays far below, a missing column or a shifted line does not.
MOST_ON_A_PAGE = 8.0
MOST_IN_A_TILE = 15.0
TILE = 24


@pytest.fixture(scope="module")
def pictures() -> dict[str, Image.Image]:
    return dict(draw_pages())


def read_golden(name: str) -> Image.Image:
    return Image.open(FOLDER / f"{name}.png").convert("L")


def measure_difference(left: Image.Image, right: Image.Image) -> tuple[float, float]:
    """Return the mean difference of two pictures, over all and over the worst tile."""
    difference = ImageChops.difference(left, right)
    # A tile as one dot: letters blur, columns and lines do not.
    tiles = ImageChops.difference(_shrink(left), _shrink(right))
    return ImageStat.Stat(difference).mean[0], float(tiles.getextrema()[1])


def _shrink(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // TILE, picture.height // TILE), Image.Resampling.BOX)


NAMES = [f"{name}-{language}" for language in ("kk", "ru") for name in PAGES]


@pytest.mark.parametrize("name", NAMES)
def test_pages_look_as_they_did(pictures, name):
    golden = read_golden(name)
    assert pictures[name].size == golden.size
    mean, worst = measure_difference(pictures[name], golden)
    assert mean <= MOST_ON_A_PAGE, f"{name} differs by {mean:.1f}: look, then make it anew"
    assert worst <= MOST_IN_A_TILE, f"a part of {name} differs by {worst:.1f}"


def test_every_golden_picture_belongs_to_a_page():
    assert {path.stem for path in FOLDER.glob("*.png")} == set(NAMES)
    assert all(path.stat().st_size < 60_000 for path in FOLDER.glob("*.png"))


def test_the_comparison_sees_what_is_missing():
    golden = read_golden("indicators-kk")
    for box in ((0, 0, 60, golden.height), (0, 100, golden.width, 124)):
        spoiled = golden.copy()
        ImageDraw.Draw(spoiled).rectangle(box, fill=255)
        assert measure_difference(spoiled, golden)[1] > MOST_IN_A_TILE
    shifted = ImageChops.offset(golden, 0, 4)
    assert measure_difference(shifted, golden)[0] > MOST_ON_A_PAGE


def test_the_comparison_forgives_another_antialiasing():
    golden = read_golden("indicators-kk")
    softer = golden.resize((golden.width * 3, golden.height * 3)).resize(golden.size)
    mean, worst = measure_difference(softer, golden)
    assert mean <= MOST_ON_A_PAGE
    assert worst <= MOST_IN_A_TILE
