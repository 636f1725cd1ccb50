"""The folder that is handed in: what is in it, on which pages, how large, and never half of it."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from grantee_app.errors import FileProblem
from grantee_app.report.assembly import AssemblyOptions, EnclosedDocument, assemble
from grantee_app.report.assembly import folder as folder_room
from grantee_app.report.pdf.render import Cancelled
from tests.core.report.assembly.files import (
    DOCX,
    enclose,
    failing,
    lock_pdf,
    make_handing,
    make_heic,
    make_jpeg,
    make_pdf,
    make_picture,
    make_scan,
    read_text,
    read_texts,
    write_pdf,
)


def wrap(title: str, *files, **more) -> EnclosedDocument:
    return EnclosedDocument(title, tuple(files), **more)


def charter(data: bytes | None = None, name: str = "scan0001.pdf") -> EnclosedDocument:
    return wrap("Жарғы", enclose(make_pdf(3, "charter") if data is None else data, name))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("language", "whole", "label"),
    [("kk", "Барлығы бір файлда.pdf", "1-қосымша · 4 / 6 бет"),
     ("ru", "Всё в одном файле.pdf", "Приложение 1 · стр. 4 из 6")],
)  # fmt: skip
def test_papers_and_attachments_become_one_pdf_with_continuous_numbers(
    tmp_path, language, whole, label
):
    made = assemble(make_handing(charter(), language=language), AssemblyOptions(tmp_path))
    assert made.folder == tmp_path / "Ауыл кітапханасы 2026-11-29"
    assert names_in(made.folder) == sorted(["00_Өтінім.pdf", "01_Жарғы.pdf", whole])
    texts = read_texts(made.folder / whole)
    assert len(texts) == made.page_count == 6
    assert [f"{number}" in text for number, text in enumerate(texts, 1)] == [True] * 6
    assert "Өтінімнің мәтіні 1" in texts[1]
    assert texts[3].startswith("charter 1")
    assert label in texts[3]
    assert "Жарғы" in texts[0]
    assert "4–6" in texts[0]
    assert "2–3" in texts[0]
    by_name = {file.name: file for file in made.files}
    assert by_name["01_Жарғы.pdf"].pages == (4, 6)
    assert by_name["00_Өтінім.pdf"].pages == (2, 3)
    assert made.size == sum(path.stat().st_size for path in made.folder.iterdir())
    assert not made.apart
    assert not made.problems
    # A paper in a file of its own has numbers of its own.
    assert "1" in read_texts(made.folder / "00_Өтінім.pdf")[0]


def test_the_outline_leads_to_every_attachment(tmp_path):
    made = assemble(make_handing(charter()), AssemblyOptions(tmp_path))
    reader = PdfReader(made.folder / made.whole)
    entries = {item.title: reader.get_destination_page_number(item) for item in reader.outline}
    assert entries == {"Мазмұны": 0, "Өтінім": 1, "1-қосымша. Жарғы": 3}
    assert reader.metadata.title == "Ауыл кітапханасы"


def test_the_same_day_gives_the_same_bytes(tmp_path):
    first = assemble(make_handing(charter()), AssemblyOptions(tmp_path, with_zip=True))
    second = assemble(make_handing(charter()), AssemblyOptions(tmp_path, with_zip=True))
    assert second.folder.name == "Ауыл кітапханасы 2026-11-29 (2)"
    for name in names_in(first.folder):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name


def test_a_pdf_is_copied_as_it_is(tmp_path):
    data = make_pdf(60, "page")
    made = assemble(make_handing(charter(data)), AssemblyOptions(tmp_path))
    assert (made.folder / "01_Жарғы.pdf").read_bytes() == data
    texts = read_texts(made.folder / made.whole)
    assert len(texts) == 63
    assert all(f"page {n} " in f"{text} " for n, text in enumerate(texts[3:], 1))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_number_stands_upright_at_the_foot_of_a_turned_page(tmp_path, rotate):
    import pypdfium2

    data = make_pdf(1, "scan", size=(595, 842), rotate=rotate)
    made = assemble(make_handing(charter(data)), AssemblyOptions(tmp_path))
    page = pypdfium2.PdfDocument(made.folder / made.whole)[3]
    width, height = (595, 842) if rotate in {0, 180} else (842, 595)
    assert (round(page.get_width()), round(page.get_height())) == (width, height)
    seen = page.render(scale=2).to_pil().convert("L")
    # What is dark in the lowest 40 points, as it is seen: the number, in the middle.
    foot = seen.crop((0, seen.height - 80, seen.width, seen.height))
    dark = foot.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    assert abs((dark[0] + dark[2]) / 2 - seen.width / 2) < 6
    assert dark[2] - dark[0] > 3 * (dark[3] - dark[1])


@pytest.mark.parametrize("box", ["/CropBox", "/MediaBox"])
def test_a_page_whose_corner_is_elsewhere(tmp_path, box):
    import pypdfium2
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    writer = PdfWriter(clone_from=io.BytesIO(make_pdf(1, size=(900, 1200))))
    edges = ArrayObject(map(FloatObject, (100, 200, 700, 1000)))
    writer.pages[0][NameObject(box)] = edges
    made = assemble(make_handing(charter(write_pdf(writer))), AssemblyOptions(tmp_path))
    seen = pypdfium2.PdfDocument(made.folder / made.whole)[3].render(scale=1).to_pil().convert("L")
    assert seen.size == (600, 800)
    foot = seen.crop((0, 740, 600, 800))
    assert foot.getextrema()[0] < 128


@pytest.mark.parametrize("data", [make_scan(1), make_pdf(1, "word " * 9)], ids=["scan", "text"])
def test_a_page_looks_as_it_did(tmp_path, data):
    """All above its number is pixel for pixel what the file itself shows."""
    import pypdfium2

    made = assemble(make_handing(charter(data)), AssemblyOptions(tmp_path))
    seen = pypdfium2.PdfDocument(made.folder / made.whole)[3].render(scale=1).to_pil()
    own = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil()
    above = (0, 0, own.width, own.height - 45)
    assert seen.crop(above).tobytes() == own.crop(above).tobytes()
    assert own.convert("L").getextrema()[0] < 100


def test_pages_that_share_their_resources_keep_their_own_numbers(tmp_path):
    made = assemble(make_handing(charter(make_pdf(5))), AssemblyOptions(tmp_path))
    texts = read_texts(made.folder / made.whole)
    assert [f"· {n} / 8 бет" in text for n, text in enumerate(texts[3:], 4)] == [True] * 5


def test_a_photo_is_upright_bare_and_on_a_page_of_its_own(tmp_path):
    data = make_jpeg(orientation=6)
    made = assemble(
        make_handing(wrap("Сурет", enclose(data, "IMG_1.jpg", "image/jpeg"))),
        AssemblyOptions(tmp_path),
    )
    with Image.open(made.folder / "01_Сурет.jpg") as photo:
        assert photo.height > photo.width
        assert not photo.getexif()
    whole = (made.folder / made.whole).read_bytes()
    assert b"Invented Phone" in data
    assert b"Invented Phone" not in whole
    assert b"Exif" not in whole
    page = PdfReader(made.folder / made.whole).pages[3]
    assert page.mediabox.height > page.mediabox.width
    assert len(page.images) == 1
    assert page.images[0].image.height > page.images[0].image.width


def test_a_heic_photo_becomes_a_jpeg(tmp_path):
    made = assemble(
        make_handing(wrap("Фото", enclose(make_heic(), "IMG_2.HEIC", "image/heic"))),
        AssemblyOptions(tmp_path),
    )
    with Image.open(made.folder / "01_Фото.jpg") as photo:
        assert photo.format == "JPEG"
    assert made.page_count == 4


def test_several_files_of_one_document_share_its_number(tmp_path):
    photos = [enclose(make_jpeg(make_picture(300, 400)), f"{n}.jpg", "image/jpeg") for n in (1, 2)]
    made = assemble(make_handing(wrap("Жарғы", *photos), charter()), AssemblyOptions(tmp_path))
    assert {"01_Жарғы_1.jpg", "01_Жарғы_2.jpg", "02_Жарғы.pdf"} <= set(names_in(made.folder))
    texts = read_texts(made.folder / made.whole)
    assert "1-қосымша" in texts[3]
    assert "1-қосымша" in texts[4]
    assert "2-қосымша" in texts[5]
    assert "4–5" in texts[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lock_pdf(make_pdf(2)), "protected by a password"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 900, "damaged"),
        (make_pdf(3)[:700], "damaged"),
        (write_pdf(PdfWriter()), "has no pages"),
    ],
    ids=["locked", "noise", "cut off", "no pages"],
)
def test_what_cannot_be_merged_stays_a_file_and_is_told_of(tmp_path, data, said):
    made = assemble(make_handing(charter(data), charter()), AssemblyOptions(tmp_path))
    ((name, why),) = made.apart
    assert name == "01_Жарғы.pdf"
    assert said in str(why)
    assert (made.folder / name).read_bytes() == data
    texts = read_texts(made.folder / made.whole)
    assert "жеке файл: 01_Жарғы.pdf" in texts[0]
    assert texts[3].startswith("charter 1")


DAMAGE = st.one_of(
    st.tuples(st.just("cut"), st.floats(0, 1), st.just(b"")),
    st.tuples(st.just("put"), st.floats(0, 1), st.binary(min_size=1, max_size=60)),
    st.tuples(st.just("write"), st.floats(0, 1), st.binary(min_size=1, max_size=400)),
    st.tuples(
        st.just("rename"),
        st.just(0.0),
        st.sampled_from(
            [b"/Kids", b"/Page ", b"endobj", b"/Contents", b"/Resources", b"/MediaBox"]
        ),
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([make_pdf(2), make_pdf(1, rotate=90)]), st.lists(DAMAGE, min_size=1))
# A page whose content cannot be unpacked, and one that names an unknown way of packing.
@example(make_pdf(1, rotate=90), [("put", 0.28515625, b"\x00")])
@example(make_pdf(1, rotate=90), [("put", 0.296875, b"\x00")])
def test_no_damage_stops_the_others(tmp_path_factory, data, damage):
    import pypdfium2

    for kind, share, put in damage:
        at = int(share * len(data))
        match kind:
            case "cut":
                data = data[:at]
            case "put":
                data = data[:at] + put + data[at:]
            case "write":
                data = data[:at] + put + data[at + len(put) :]
            case _:
                data = data.replace(put, b"/Kidz")
    folder = tmp_path_factory.mktemp("damaged")
    made = assemble(make_handing(charter(data), charter()), AssemblyOptions(folder))
    whole = pypdfium2.PdfDocument(made.folder / made.whole)
    assert len(whole) == made.page_count
    # Of the damaged pages before it nobody promises that their words can be read.
    assert "charter 3" in read_text(made.folder / made.whole, -1)
    whole.close()


def test_a_word_file_lies_beside(tmp_path):
    document = wrap("Хат", enclose(b"PK\x03\x04 words", "хат.docx", DOCX))
    made = assemble(make_handing(document), AssemblyOptions(tmp_path))
    assert (made.folder / "01_Хат.docx").read_bytes() == b"PK\x03\x04 words"
    assert made.apart[0][0] == "01_Хат.docx"
    assert "жеке файл: 01_Хат.docx" in read_texts(made.folder / made.whole)[0]


def test_an_empty_file_and_a_lost_one_are_told_of_and_nothing_stops(tmp_path):
    def lost():
        raise FileNotFoundError(errno.ENOENT, "gone")

    made = assemble(
        make_handing(
            charter(b"", "бос.pdf"),
            wrap("Анықтама", enclose(b"x", "жоқ.pdf", opener=lost)),
            wrap("Сурет", enclose(b"no photo", "бұзық.jpg", "image/jpeg")),
            wrap("Тізім"),
            wrap("Хат", enclose(b"x", "үзік.pdf", opener=lambda: failing(9, lambda: OSError(5)))),
            charter(),
        ),
        AssemblyOptions(tmp_path),
    )
    said = [str(problem) for problem in made.problems]
    assert len(said) == 4
    for name in ("бос.pdf", "жоқ.pdf", "бұзық.jpg", "үзік.pdf"):
        assert any(name in sentence for sentence in said)
    assert names_in(made.folder) == ["00_Өтінім.pdf", "06_Жарғы.pdf", "Барлығы бір файлда.pdf"]
    assert read_texts(made.folder / made.whole)[0].count("тіркелмеген") == 5


def test_names_of_any_kind(tmp_path):
    title = "📷😀 " + "Өте ұзақ атау " * 30 + 'а/б\\в:г*д?"<>|.'
    made = assemble(make_handing(charter(), title=title), AssemblyOptions(tmp_path, with_zip=True))
    assert len(made.folder.name) <= 60 + 11
    assert "Өте ұзақ" in made.folder.name
    assert not set('<>:"/\\|?*📷😀') & set(made.folder.name)
    strange = wrap("CON. " + "я" * 300, enclose(make_pdf(), "a.pdf"))
    second = assemble(make_handing(strange), AssemblyOptions(tmp_path))
    assert all(
        len(name) <= 84 and not name.endswith((".", " ")) for name in names_in(second.folder)
    )
    empty = assemble(
        make_handing(wrap("📷", enclose(make_pdf(), "a.pdf")), title="📷"),
        AssemblyOptions(tmp_path),
    )
    assert empty.folder.name == "Bastama 2026-11-29"
    assert "01.pdf" in names_in(empty.folder)


def test_more_than_a_hundred_documents_sort_by_their_numbers(tmp_path):
    documents = [wrap(f"Хат {n}", enclose(make_pdf(), "a.pdf")) for n in range(1, 102)]
    made = assemble(make_handing(*documents), AssemblyOptions(tmp_path))
    names = names_in(made.folder)
    assert names[:3] == ["000_Өтінім.pdf", "001_Хат 1.pdf", "002_Хат 2.pdf"]
    assert names[101] == "101_Хат 101.pdf"


def test_signed_files_are_told_of(tmp_path):
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    writer = PdfWriter(clone_from=io.BytesIO(make_pdf()))
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/SigFlags"): NumberObject(3)}
    )
    made = assemble(make_handing(charter(write_pdf(writer))), AssemblyOptions(tmp_path))
    assert "signature" in str(made.problems[0])
    assert made.page_count == 4


# ---------------------------------------------------------------- the limit


def test_pictures_are_made_smaller_until_all_fits_and_originals_stay(tmp_path):
    photo, scan = make_jpeg(), make_scan(2)
    handing = make_handing(
        wrap("Сурет", enclose(photo, "a.jpg", "image/jpeg")), charter(scan, "scan.pdf")
    )
    free = assemble(handing, AssemblyOptions(tmp_path))
    assert free.size > 4_000_000
    assert not free.recompressed
    made = assemble(handing, AssemblyOptions(tmp_path, most_megabytes=2, with_zip=True))
    assert made.is_within_limit
    assert made.size <= 2_000_000
    assert made.zip.stat().st_size <= 2_000_000
    assert {item.name for item in made.recompressed} == {"01_Сурет.jpg", "02_Жарғы.pdf"}
    assert all(item.size < item.original_size for item in made.recompressed)
    assert made.page_count == free.page_count
    with Image.open(made.folder / "01_Сурет.jpg") as smaller:
        assert min(smaller.size) > 300
    (scanned,) = PdfReader(made.folder / made.whole).pages[4].images
    assert scanned.image.size[0] > 300
    assert scanned.image.convert("L").getextrema()[1] > 200


def test_no_more_is_taken_from_pictures_than_the_limit_asks(tmp_path):
    handing = make_handing(wrap("Сурет", enclose(make_jpeg(), "a.jpg", "image/jpeg")))
    free = assemble(handing, AssemblyOptions(tmp_path))
    made = assemble(handing, AssemblyOptions(tmp_path, most_megabytes=free.size // 10**6 + 1))
    assert not made.recompressed
    assert made.is_within_limit


def test_what_smaller_pictures_cannot_save_is_said_and_they_stay(tmp_path):
    film = wrap("Бейне", enclose(b"\0" * 3_000_000, "film.mp4", "video/mp4"))
    photo = wrap("Сурет", enclose(make_jpeg(), "a.jpg", "image/jpeg"))
    made = assemble(make_handing(film, photo), AssemblyOptions(tmp_path, most_megabytes=2))
    assert not made.is_within_limit
    assert not made.recompressed
    (said,) = made.problems
    assert "more than 2 MB" in str(said)
    assert "01_Бейне.mp4" in str(said)


def test_a_signed_file_is_not_made_smaller(tmp_path):
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    writer = PdfWriter(clone_from=io.BytesIO(make_scan(1)))
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/SigFlags"): NumberObject(1)}
    )
    data = write_pdf(writer)
    made = assemble(make_handing(charter(data)), AssemblyOptions(tmp_path, most_megabytes=1))
    assert (made.folder / "01_Жарғы.pdf").read_bytes() == data
    assert not made.is_within_limit


def test_an_original_that_goes_away_meanwhile_stays_as_it_was_copied(tmp_path):
    data, opened = make_jpeg(), []

    def open_once():
        opened.append(True)
        if len(opened) > 1:
            raise OSError(errno.ENODEV, "pulled out")
        return io.BytesIO(data)

    photo = wrap("Сурет", enclose(data, "a.jpg", "image/jpeg", open_once))
    made = assemble(make_handing(photo), AssemblyOptions(tmp_path, most_megabytes=1))
    assert len(opened) > 1
    assert not made.is_within_limit
    assert not made.recompressed
    assert made.page_count == 4


def test_parts_may_be_left_out(tmp_path):
    document = wrap("Хат", enclose(b"words", "хат.docx", DOCX))
    made = assemble(make_handing(charter(), document), AssemblyOptions(tmp_path, with_files=False))
    assert names_in(made.folder) == ["00_Өтінім.pdf", "02_Хат.docx", "Барлығы бір файлда.pdf"]
    made = assemble(make_handing(charter(), document), AssemblyOptions(tmp_path, with_whole=False))
    assert names_in(made.folder) == ["00_Өтінім.pdf", "01_Жарғы.pdf", "02_Хат.docx"]
    assert made.whole == ""
    assert all(file.pages is None for file in made.files)


# ---------------------------------------------------------------- the ZIP, the drive


def test_the_zip_holds_the_folder(tmp_path):
    made = assemble(make_handing(charter()), AssemblyOptions(tmp_path, with_zip=True))
    assert made.zip == made.folder.with_name(made.folder.name + ".zip")
    with zipfile.ZipFile(made.zip) as packed:
        assert packed.testzip() is None
        for entry in packed.infolist():
            name = entry.filename.removeprefix(f"{made.folder.name}/")
            assert packed.read(entry) == (made.folder / name).read_bytes()
            # Without the mark, Windows reads Kazakh names as gibberish.
            assert entry.flag_bits & 0x800
        assert len(packed.namelist()) == len(names_in(made.folder))


def test_progress_only_grows_and_ends_at_the_end(tmp_path, monkeypatch):
    from grantee_app.report.assembly import ticking

    monkeypatch.setattr(ticking, "PROGRESS_SECONDS", 0.0)
    told = []
    assemble(
        make_handing(charter(make_pdf(30)), charter()),
        AssemblyOptions(tmp_path, with_zip=True),
        lambda *numbers: told.append(numbers),
    )
    assert len(told) > 20
    assert all(before[0] <= after[0] for before, after in pairwise(told))
    assert told[-1][0] == told[-1][1]
    assert all(done < total for done, total in told[:-1])


@pytest.mark.parametrize("steps", [0, 1, 5, 20, 40])
def test_cancelling_leaves_nothing(tmp_path, steps):
    asked = 0

    def is_cancelled():
        nonlocal asked
        asked += 1
        return asked > steps

    with pytest.raises(Cancelled):
        assemble(
            make_handing(charter(make_pdf(40)), charter()),
            AssemblyOptions(tmp_path, with_zip=True),
            None,
            is_cancelled,
        )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "no room"),
        (errno.EROFS, "lock switch"),
        (errno.EIO, "put it in again"),
        (errno.ENODEV, "put it in again"),
        (errno.EFBIG, "4 GB"),
        (errno.EINVAL, "did not take"),
    ],
)
@pytest.mark.parametrize("at", [1, 2, 4])
def test_a_drive_that_fails_is_told_of_and_leaves_nothing(tmp_path, monkeypatch, code, said, at):
    real, count = os.fsync, 0

    def failing_sync(handle):
        nonlocal count
        count += 1
        if count >= at:
            raise OSError(code, "invented")
        real(handle)

    monkeypatch.setattr(folder_room.os, "fsync", failing_sync)
    with pytest.raises(FileProblem) as caught:
        assemble(make_handing(charter()), AssemblyOptions(tmp_path, with_zip=True))
    monkeypatch.undo()
    assert said in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_the_name_is_given_last(tmp_path, monkeypatch):
    moved = []
    real = folder_room.move_file

    def watch(source, target):
        moved.append((source.name, target.name, sorted(p.name for p in tmp_path.iterdir())))
        real(source, target)

    monkeypatch.setattr(folder_room, "move_file", watch)
    assemble(make_handing(charter()), AssemblyOptions(tmp_path))
    ((source, target, before),) = moved
    assert source.startswith(".bastama-")
    assert target == "Ауыл кітапханасы 2026-11-29"
    assert target not in before


def test_no_room_is_said_before_anything_is_copied(tmp_path, monkeypatch):
    class Usage:
        free = 10

    monkeypatch.setattr(folder_room.shutil, "disk_usage", lambda _: Usage)
    with pytest.raises(FileProblem, match="no room"):
        assemble(make_handing(charter()), AssemblyOptions(tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(FileProblem, match="There is no folder"):
        assemble(make_handing(charter()), AssemblyOptions(tmp_path / "жоқ"))


def test_more_than_fat_takes(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_room, "MOST_OF_FAT", 400_000)
    film = wrap("Бейне", enclose(b"\0" * 500_000, "film.mp4", "video/mp4"))
    with pytest.raises(FileProblem, match="4 GB"):
        assemble(make_handing(film), AssemblyOptions(tmp_path))
    assert not list(tmp_path.iterdir())


def test_what_a_stopped_program_left_is_cleared_a_day_later(tmp_path):
    old, young = tmp_path / ".bastama-old", tmp_path / ".bastama-young"
    for part in (old, young):
        part.mkdir()
        (part / "00.pdf").write_bytes(b"half")
    os.utime(old, (1, 1))
    assemble(make_handing(charter()), AssemblyOptions(tmp_path))
    assert not old.exists()
    assert young.exists()


def test_names_leave_room_for_the_path_of_windows(tmp_path):
    deep = tmp_path
    while len(str(deep)) < 150:
        deep /= "құжаттар"
    deep.mkdir(parents=True)
    documents = [wrap("Өте ұзын атау " * 9, enclose(make_pdf(), "a.pdf"))]
    made = assemble(make_handing(*documents, title="Ұзын жоба атауы " * 9), AssemblyOptions(deep))
    paths = [*made.folder.iterdir(), made.folder]
    assert max(len(str(path)) for path in paths) < 260
    assert any(path.name.startswith("01_Өте ұзын") for path in paths)


def test_what_a_window_loads_at_its_start_has_no_pdf_library():
    code = "import sys, grantee_app.report.assembly; sys.exit('pypdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_preview_and_an_assembly_share_the_lock_of_pdfium(tmp_path):
    """While somebody else is inside PDFium nothing of it is called: it is not safe for threads."""
    from concurrent.futures import ThreadPoolExecutor

    from grantee_app.report.pdfium_lock import PDFIUM

    with ThreadPoolExecutor(1) as pool:
        with PDFIUM:
            waiting = pool.submit(assemble, make_handing(charter()), AssemblyOptions(tmp_path))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=2)
        assert waiting.result(timeout=60).page_count == 6
