"""Every character that a report may meet has a face that reportlab can draw with."""

import pytest
from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase.ttfonts import TTFont

from grantee_app.folders import resources_folder

FONTS = resources_folder() / "fonts"
KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
SCREEN = ["Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"]
PRINT = [f"LiberationSerif-{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic")]


def drawable(name: str) -> set[int]:
    return set(TTFont(name, str(FONTS / f"{name}.ttf")).face.charToGlyph)


@pytest.mark.parametrize("name", [*PRINT, "DejaVuSans"])
def test_print_faces_have_every_kazakh_letter(name):
    letters = KAZAKH + KAZAKH.lower() + "«»“”№–—…0123456789\u00a0"
    assert {letter for letter in letters if ord(letter) not in drawable(name)} == set()


def test_first_fallback_has_what_the_report_face_lacks():
    lacking = set(map(ord, "₸✓\u2011")) - drawable("LiberationSerif-Regular")
    assert lacking == set(map(ord, "₸✓\u2011"))
    assert lacking <= drawable("DejaVuSans")


def test_second_fallback_has_what_phones_paste():
    assert set(map(ord, "😀🎉👍🏽❤✅📷🇰🇿\ufe0f\u200d")) <= drawable("NotoEmoji-Regular")


@pytest.mark.parametrize("name", SCREEN)
def test_screen_faces(name):
    font = FontFile(FONTS / f"{name}.otf")
    letters = KAZAKH + KAZAKH.lower() + "₸✓→←↑↓▲▼●○■№«»–—…\u00a0\u2009"
    assert {letter for letter in letters if ord(letter) not in font.getBestCmap()} == set()
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features


def test_every_font_is_listed_with_its_licence():
    listed = (FONTS / "README.md").read_text(encoding="utf-8")
    for font in FONTS.glob("*.[ot]tf"):
        family = font.stem.split("-")[0].removesuffix("Serif").removesuffix("Sans")
        assert family in listed
        assert (FONTS / f"LICENSE-{family}.txt").is_file()
