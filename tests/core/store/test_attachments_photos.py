"""Photos are shown the right way up, and leave without saying where and by whom."""

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image

from grantee_app.errors import FileProblem
from grantee_app.records import Attachment
from grantee_app.report.making import ReportOptions, make_report
from grantee_app.store.attachments.files import attachment_path
from grantee_app.store.attachments.photos import export_photo, load_photo
from grantee_app.store.attachments.records import AttachmentBroken
from grantee_app.store.attachments.views import (
    export_attachment,
    make_thumbnail,
    write_safe_name,
)
from grantee_app.workspace import Workspace
from tests.core.store.attachment_data import (
    LIST,
    PHOTO,
    PROJECT,
    SECRETS,
    make_film,
    make_heic,
    make_jpeg,
    make_picture,
    make_png,
    open_filled,
    write_file,
)

ANNEXED = ReportOptions(with_annex=True)
# In which quarter the red one lies when a stored picture of 64 × 48 is turned upright.
UPRIGHT = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_filled(tmp_path / "жұмыс қалтасы") as opened:
        yield opened


def find_red(picture: Image.Image) -> tuple[int, int]:
    """Return the column and the row of the quarter that is red."""
    seen = picture.convert("RGB")
    wide, high = seen.width // 4, seen.height // 4
    quarters = [(column, row) for column in (0, 1) for row in (0, 1)]
    found = [
        (column, row)
        for column, row in quarters
        if is_red(seen.getpixel((wide + 2 * wide * column, high + 2 * high * row)))
    ]
    (quarter,) = found
    return quarter


def is_red(pixel: object) -> bool:
    red, _, blue = pixel  # type: ignore[misc]
    return red > 150 and blue < 100


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_a_photo_is_read_the_right_way_up(tmp_path: Path, orientation: int) -> None:
    path = write_file(tmp_path, "a.jpg", make_jpeg(orientation))
    photo = load_photo(path, 32)
    assert max(photo.size) == 32
    assert (photo.width < photo.height) is (orientation > 4)
    assert find_red(photo) == UPRIGHT[orientation]
    assert photo.info == {}


@pytest.mark.parametrize("orientation", [1, 6])
def test_an_iphone_photo_is_read_upright(tmp_path: Path, orientation: int) -> None:
    photo = load_photo(write_file(tmp_path, "a.heic", make_heic(orientation)), 64)
    assert (photo.width < photo.height) is (orientation > 4)
    assert find_red(photo) == UPRIGHT[orientation]


def test_what_is_transparent_is_white_on_paper(tmp_path: Path) -> None:
    photo = load_photo(write_file(tmp_path, "a.png", make_png("RGBA")), 64)
    assert photo.getpixel((60, 40)) == (255, 255, 255)
    assert find_red(load_photo(write_file(tmp_path, "p.png", make_png("P")), 64)) == (0, 0)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_words_about_a_photo_do_not_hide_it(tmp_path: Path) -> None:
    data = make_jpeg(6).replace(b"MM\0*", b"MM\0*\xff\xff\xff\xff", 1)
    data = data.replace(b"II*\0", b"II*\0\xff\xff\xff\xff", 1)
    assert load_photo(write_file(tmp_path, "a.jpg", data), 64).size == (64, 48)


# ---------------------------------------------------------------- exporting


TURNED = ("a.jpg", "a.heic")


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.jpg", make_jpeg(6), ".jpg"),
        ("a.png", make_png(), ".png"),
        ("layer.png", make_png("RGBA"), ".png"),
        ("grey.png", make_png("L"), ".png"),
        ("a.heic", make_heic(6), ".jpg"),
        ("cmyk.jpg", make_jpeg(picture=make_picture().convert("CMYK")), ".jpg"),
    ],
)
def test_an_exported_photo_is_pixels_alone(
    tmp_path: Path, name: str, data: bytes, suffix: str
) -> None:
    source = write_file(tmp_path, name, data)
    assert any(secret in data for secret in SECRETS)
    written = export_photo(source, tmp_path / f"out-{name}")
    assert written.suffix == suffix
    exported = written.read_bytes()
    assert not any(secret in exported for secret in SECRETS)
    with Image.open(written) as photo:
        assert dict(photo.getexif()) == {}
        assert set(photo.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert (photo.width < photo.height) is (name in TURNED)
    assert source.read_bytes() == data


def test_the_colours_of_an_exported_photo_stay(tmp_path: Path) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = io.BytesIO()
    make_picture().save(data, "JPEG", icc_profile=profile)
    written = export_photo(write_file(tmp_path, "a.jpg", data.getvalue()), tmp_path / "b.jpg")
    with Image.open(written) as photo:
        assert photo.info["icc_profile"] == profile


def test_a_photo_that_cannot_be_exported_says_why(tmp_path: Path) -> None:
    broken = write_file(tmp_path, "a.jpg", make_jpeg()[:300])
    with pytest.raises(FileProblem, match="is damaged"):
        export_photo(broken, tmp_path / "b.jpg")
    sound = write_file(tmp_path, "c.jpg", make_jpeg())
    with pytest.raises(FileProblem, match="cannot be written"):
        export_photo(sound, tmp_path / "жоқ" / "b.jpg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg", "c.jpg"]


def test_exporting_an_attachment(workspace: Workspace, tmp_path: Path) -> None:
    photo = workspace.attachments.attach(PHOTO, write_file(tmp_path, "a.jpg", make_jpeg()))
    letter = workspace.attachments.attach(PHOTO, write_file(tmp_path, "b.pdf", b"%PDF-1.4"))
    bare = export_attachment(workspace.folder, photo, tmp_path / "out.jpg")
    assert not any(secret in bare.read_bytes() for secret in SECRETS)
    out = export_attachment(workspace.folder, letter, tmp_path / "out.pdf")
    assert out.read_bytes() == b"%PDF-1.4"
    path = attachment_path(workspace.folder, photo.sha256, photo.media_type)
    assert path.read_bytes() == make_jpeg()
    path.unlink()
    with pytest.raises(AttachmentBroken):
        export_attachment(workspace.folder, photo, tmp_path / "again.jpg")


# ---------------------------------------------------------------- looking


def test_thumbnails_are_made_once_and_again_when_the_cache_is_gone(
    workspace: Workspace, tmp_path: Path
) -> None:
    photo = workspace.attachments.attach(PHOTO, write_file(tmp_path, "a.jpg", make_jpeg(6)))
    film = workspace.attachments.attach(PHOTO, write_file(tmp_path, "b.mp4", make_film()))
    small = make_thumbnail(workspace.folder, photo, 24)
    assert small is not None
    with Image.open(small) as picture:
        assert picture.size == (18, 24)
        assert find_red(picture) == UPRIGHT[6]
    assert not any(secret in small.read_bytes() for secret in SECRETS)
    assert small.is_relative_to(workspace.folder / "cache")
    made_at = small.stat().st_mtime_ns
    assert make_thumbnail(workspace.folder, photo, 24) == small
    assert small.stat().st_mtime_ns == made_at
    small.unlink()
    assert make_thumbnail(workspace.folder, photo, 24) == small
    assert small.is_file()
    assert make_thumbnail(workspace.folder, film) is None
    attachment_path(workspace.folder, photo.sha256, photo.media_type).unlink()
    with pytest.raises(AttachmentBroken):
        make_thumbnail(workspace.folder, photo, 25)


def test_another_program_gets_a_copy_under_the_known_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    letter = workspace.attachments.attach(PHOTO, write_file(tmp_path, "Акт №1.pdf", b"%PDF-1.4"))
    opened = workspace.attachments.open(letter)
    assert (opened.name, opened.read_bytes()) == ("Акт №1.pdf", b"%PDF-1.4")
    assert opened.stat().st_mode & 0o222 == 0
    assert workspace.attachments.open(letter) == opened
    # Somebody saved over it all the same: her words stay, and the next look is at the original.
    opened.chmod(0o644)
    opened.write_bytes(b"%PDF-1.4 with notes")
    again = workspace.attachments.open(letter)
    assert (again.name, again.read_bytes()) == ("Акт №1 (2).pdf", b"%PDF-1.4")
    assert opened.read_bytes() == b"%PDF-1.4 with notes"
    assert workspace.attachments.verify() == []


def test_a_missing_or_changed_file_is_not_opened(workspace: Workspace, tmp_path: Path) -> None:
    letter = workspace.attachments.attach(PHOTO, write_file(tmp_path, "a.pdf", b"%PDF-1.4"))
    path = attachment_path(workspace.folder, letter.sha256, letter.media_type)
    path.chmod(0o644)
    path.write_bytes(b"%PDF-1.5")
    with pytest.raises(AttachmentBroken, match="changed by another program"):
        workspace.attachments.open(letter)
    path.unlink()
    with pytest.raises(AttachmentBroken, match="not in the folder"):
        workspace.attachments.open(letter)
    assert not [p for p in (workspace.folder / "cache").rglob("*") if p.is_file()]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("кездесу.JPG", "кездесу.JPG"),
        ("a.jpeg", "a.jpeg"),
        ("photo.exe", "photo.exe.jpg"),
        ("../../evil.jpg", "_.._evil.jpg"),
        ("C:\\a?.jpg", "C__a_.jpg"),
        ("con.jpg", "_con.jpg"),
        ("nul", "_nul.jpg"),
        ("...", "_.jpg"),
        ("", "_.jpg"),
        ("ұ" * 300 + ".jpg", "ұ" * 80 + ".jpg"),
        ("a\0b\n.jpg", "a_b_.jpg"),
    ],
)
def test_names_suit_every_file_system(name: str, safe: str) -> None:
    attachment = Attachment(name=name, media_type="image/jpeg", size=1, sha256="0" * 64)
    assert write_safe_name(attachment) == safe


# ---------------------------------------------------------------- the report


def read_pictures(data: bytes) -> list[Image.Image]:
    """Return the pictures of a PDF in the order they are drawn."""
    document = pdfium.PdfDocument(data)
    return [
        item.get_bitmap().to_pil()
        for page in document
        for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE])
    ]


def read_streams(data: bytes) -> bytes:
    """Return all bytes of a PDF, its packed streams unpacked as well."""
    unpacked = []
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(match[1]))
        except zlib.error:
            unpacked.append(match[1])
    return data + b"".join(unpacked)


def test_the_annex_prints_attached_photos_upright_and_bare(
    workspace: Workspace, tmp_path: Path
) -> None:
    plain = make_report(workspace, PROJECT, "kk", ANNEXED)
    assert read_pictures(plain.data) == []
    workspace.attachments.attach(PHOTO, write_file(tmp_path, "a.jpg", make_jpeg(6)))
    workspace.attachments.attach(PHOTO, write_file(tmp_path, "b.heic", make_heic()))
    workspace.attachments.attach(PHOTO, write_file(tmp_path, "c.mp4", make_film()))
    report = make_report(workspace, PROJECT, "kk", ANNEXED)
    first, second = read_pictures(report.data)
    assert (first.size, find_red(first)) == ((48, 64), UPRIGHT[6])
    assert (second.size, find_red(second)) == ((64, 48), UPRIGHT[1])
    everything = read_streams(report.data)
    assert b"\xff\xd8\xff" in everything
    for word in (*SECRETS, b"Exif\0\0", b"GPS", b"http://ns.adobe.com/xap"):
        assert word not in everything
    assert read_pictures(make_report(workspace, PROJECT, "kk").data) == []


def test_a_photographed_list_of_people_stays_out_of_the_annex(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.attachments.attach(LIST, write_file(tmp_path, "тізім.jpg", make_jpeg()))
    assert read_pictures(make_report(workspace, PROJECT, "kk", ANNEXED).data) == []


def test_a_missing_photo_does_not_stop_the_report(workspace: Workspace, tmp_path: Path) -> None:
    photo = workspace.attachments.attach(PHOTO, write_file(tmp_path, "a.jpg", make_jpeg()))
    attachment_path(workspace.folder, photo.sha256, photo.media_type).unlink()
    assert read_pictures(make_report(workspace, PROJECT, "ru", ANNEXED).data) == []


def test_a_large_photo_weighs_little_in_the_report(workspace: Workspace, tmp_path: Path) -> None:
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    data = make_jpeg(picture=noise)
    workspace.attachments.attach(PHOTO, write_file(tmp_path, "a.jpg", data))
    report = make_report(workspace, PROJECT, "kk", ANNEXED)
    (picture,) = read_pictures(report.data)
    assert max(picture.size) == 1400
    assert len(report.data) < len(data) // 3
