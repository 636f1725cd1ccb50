"""A file is kept whole with its row, or not at all."""

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from grantee_app.errors import BastamaError, DataProblem, FileProblem, StoreProblem
from grantee_app.exchange import format_project, parse_project
from grantee_app.language.catalogue import Language
from grantee_app.records import Attachment, Evidence
from grantee_app.store import disk
from grantee_app.store.attachments import files as attachment_files
from grantee_app.store.attachments.files import (
    CHUNK_BYTES,
    AttachingCancelled,
    KeptFile,
    attachment_path,
    keep_file,
)
from grantee_app.store.attachments.records import AttachmentBroken, FaultKind
from grantee_app.workspace import Workspace
from tests.core.store.attachment_data import (
    LIST,
    PHOTO,
    PROJECT,
    WHOLE,
    list_kept,
    make_bomb,
    make_content,
    make_film,
    make_heic,
    make_jpeg,
    make_office,
    make_ole,
    make_png,
    make_zip,
    open_filled,
    write_file,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_filled(tmp_path / "жұмыс қалтасы") as opened:
        yield opened


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    return tmp_path / "флешка"


# ---------------------------------------------------------------- what is kept


KINDS = {
    "кездесу.JPG": (make_jpeg(), ".jpg"),
    "экран.png": (make_png(), ".png"),
    "IMG_0001.HEIC": (make_heic(), ".heic"),
    "film.mp4": (make_film(), ".mp4"),
    "film.mov": (make_film(b"qt  "), ".mov"),
    "old.mov": (b"\0\0\0\x08wide" + b"film" * 9, ".mov"),
    "phone.3gp": (make_film(b"3gp4"), ".3gp"),
    "акт.pdf": (b"%PDF-1.7\n%%EOF", ".pdf"),
    "akt.docx": (make_office("word__document_xml"), ".docx"),
    "smeta.xlsx": (make_office("xl__workbook_xml"), ".xlsx"),
    "slides.pptx": (make_office("ppt__presentation_xml"), ".pptx"),
    "akt.doc": (make_ole("WordDocument"), ".doc"),
    "smeta.xls": (make_ole("Workbook"), ".xls"),
    "slides.ppt": (make_ole("PowerPoint Document"), ".ppt"),
    "сөздер.txt": ("Қатысушылардың сөздері\r\n".encode(), ".txt"),
    "cp1251.txt": ("Слова участников".encode("cp1251"), ".txt"),
    "notepad.txt": ("Слова".encode("utf-16"), ".txt"),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_is_kept_byte_for_byte(workspace: Workspace, brought: Path, name: str) -> None:
    data, suffix = KINDS[name]
    source = write_file(brought, name, data)
    attachment = workspace.attachments.attach(PHOTO, source)
    path = attachment_path(workspace.folder, attachment.sha256, attachment.media_type)
    assert path.suffix == suffix
    assert path.read_bytes() == source.read_bytes() == data
    assert path.stem == attachment.sha256 == hashlib.sha256(data).hexdigest()
    assert (attachment.name, attachment.size) == (name, len(data))
    assert workspace.attachments.read(PHOTO) == [attachment]
    assert workspace.attachments.verify() == []
    assert len(list_kept(workspace.folder)) == 1


def test_open_document_is_known_by_its_first_part(workspace: Workspace, brought: Path) -> None:
    import io
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", "<x/>")
    attachment = workspace.attachments.attach(
        WHOLE, write_file(brought, "смета.ods", data.getvalue())
    )
    assert attachment.media_type == "application/vnd.oasis.opendocument.spreadsheet"


def test_other_programs_may_not_write_to_the_kept_file(workspace: Workspace, brought: Path) -> None:
    attachment = workspace.attachments.attach(PHOTO, write_file(brought, "a.jpg", make_jpeg()))
    path = attachment_path(workspace.folder, attachment.sha256, attachment.media_type)
    assert path.stat().st_mode & 0o222 == 0


def test_the_same_content_is_stored_once(workspace: Workspace, brought: Path) -> None:
    first = write_file(brought, "a.jpg", make_jpeg())
    second = write_file(brought, "көшірме.jpg", make_jpeg())
    one = workspace.attachments.attach(PHOTO, first)
    again = workspace.attachments.attach(PHOTO, second)
    other = workspace.attachments.attach(LIST, second)
    assert again == one
    assert (other.sha256, other.name, other.id == one.id) == (one.sha256, "көшірме.jpg", False)
    assert len(list_kept(workspace.folder)) == 1


def test_a_damaged_copy_in_the_place_is_set_aside(workspace: Workspace, brought: Path) -> None:
    source = write_file(brought, "a.jpg", make_jpeg())
    attachment = workspace.attachments.attach(PHOTO, source)
    path = attachment_path(workspace.folder, attachment.sha256, attachment.media_type)
    path.chmod(0o644)
    path.write_bytes(b"torn")
    assert [fault.kind for fault in workspace.attachments.verify()] == [FaultKind.CHANGED]
    workspace.attachments.attach(LIST, source)
    assert workspace.attachments.verify() == []
    aside = list((workspace.folder / "attachments" / ".bin").rglob("*.jpg"))
    assert [file.read_bytes() for file in aside] == [b"torn"]


def test_attachments_are_part_of_the_tree(workspace: Workspace, brought: Path) -> None:
    photo = workspace.attachments.attach(PHOTO, write_file(brought, "a.jpg", make_jpeg()))
    second = workspace.attachments.attach(PHOTO, write_file(brought, "b.jpg", make_jpeg(6)))
    letter = workspace.attachments.attach(WHOLE, write_file(brought, "хат.pdf", b"%PDF-1.4"))
    project = workspace.load_project(PROJECT).project
    assert project.attachments == [letter]
    evidence = project.tasks[0].activities[0].evidence
    assert [item.attachments for item in evidence] == [[photo, second], []]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name is bytes")
def test_a_name_of_any_bytes_is_taken(workspace: Workspace, brought: Path) -> None:
    brought.mkdir()
    source = brought / os.fsdecode(b"\xcf\xf0\xee.txt")
    source.write_bytes(b"words")
    attachment = workspace.attachments.attach(WHOLE, source)
    assert attachment.name == "\ufffd\ufffd\ufffd.txt"
    assert parse_project(format_project(workspace.load_project(PROJECT)), "x.json")


# ---------------------------------------------------------------- what is refused


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty.jpg": (b"", "is empty"),
    "program.jpg": (b"MZ\x90\0" + bytes(200), "of a kind that is not kept"),
    "picture.gif": (b"GIF89a" + bytes(50), "of a kind that is not kept"),
    "page.html": (b"<html></html>", "of a kind that is not kept"),
    "bytes.txt": (b"words\0\x01", "of a kind that is not kept"),
    "archive.zip": (make_zip(a_txt=b"a"), "of a kind that is not kept"),
    "macros.docx": (
        make_zip(word__document_xml=b"<x/>", word__vbaProject_bin=b"x"),
        "of a kind that is not kept",
    ),
    "broken.docx": (b"PK\x03\x04" + bytes(90), "of a kind that is not kept"),
    "locked.docx": (make_ole("EncryptedPackage"), "of a kind that is not kept"),
    "avif.heic": (make_film(b"mif1", b"avif"), "of a kind that is not kept"),
    "half.jpg": (make_jpeg()[:-400], "is damaged"),
    "half.png": (make_png()[:120], "is damaged"),
    "half.heic": (make_heic()[:-200], "is damaged"),
    "bomb.png": (make_bomb(20_000, 20_000), "megapixels"),
    "large.png": (make_bomb(8_000, 8_000), "60 megapixels"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_for_keeping_is_refused_in_a_sentence(
    workspace: Workspace, brought: Path, name: str
) -> None:
    data, said = REFUSED[name]
    source = write_file(brought, name, data)
    with pytest.raises(FileProblem, match=said) as raised:
        workspace.attachments.attach(PHOTO, source)
    _assert_nothing_kept(workspace)
    _assert_said_in_both(raised.value)


@pytest.mark.parametrize(
    ("name", "head", "megabytes", "said"),
    [
        ("film.mp4", make_film(), 201, "The video film.mp4 has 201 MB, more than 200 MB"),
        ("foto.jpg", make_jpeg(), 51, "The photo foto.jpg has 51 MB, more than 50 MB"),
        ("scan.pdf", b"%PDF-1.7", 101, "The file scan.pdf has 101 MB, more than 100 MB"),
    ],
)
def test_a_huge_file_is_refused_before_it_is_copied(
    workspace: Workspace, brought: Path, name: str, head: bytes, megabytes: int, said: str
) -> None:
    source = write_file(brought, name, head)
    with source.open("r+b") as file:
        file.truncate(megabytes * 1_000_000)
    with pytest.raises(FileProblem, match=said) as raised:
        workspace.attachments.attach(PHOTO, source)
    _assert_nothing_kept(workspace)
    _assert_said_in_both(raised.value)


def test_what_is_no_file_is_refused(workspace: Workspace, brought: Path) -> None:
    brought.mkdir()
    with pytest.raises(FileProblem, match="is a folder") as raised:
        workspace.attachments.attach(PHOTO, brought)
    _assert_said_in_both(raised.value)
    with pytest.raises(FileProblem, match="There is no file") as raised:
        workspace.attachments.attach(PHOTO, brought / "жоқ.jpg")
    _assert_said_in_both(raised.value)
    if hasattr(os, "mkfifo"):
        os.mkfifo(brought / "pipe.jpg")
        with pytest.raises(FileProblem, match="is not a file"):
            workspace.attachments.attach(PHOTO, brought / "pipe.jpg")
    _assert_nothing_kept(workspace)


def test_a_workspace_in_memory_says_so(brought: Path) -> None:
    with (
        Workspace.with_sample() as sample,
        pytest.raises(StoreProblem, match="only to a workspace in a folder") as raised,
    ):
        sample.attachments.attach(WHOLE, write_file(brought, "a.jpg", make_jpeg()))
    _assert_said_in_both(raised.value)


# ---------------------------------------------------------------- what goes wrong


def test_cancelling_leaves_nothing(workspace: Workspace, brought: Path) -> None:
    source = write_file(brought, "film.mp4", make_film(size=CHUNK_BYTES))
    told: list[tuple[int, int]] = []

    def is_cancelled() -> bool:
        return bool(told)

    with pytest.raises(AttachingCancelled):
        workspace.attachments.keep(source, lambda *step: told.append(step), is_cancelled)
    assert told == [(0, source.stat().st_size)]
    _assert_nothing_kept(workspace)


def test_progress_ends_with_the_whole(workspace: Workspace, brought: Path) -> None:
    source = write_file(brought, "film.mp4", make_film(size=CHUNK_BYTES))
    told: list[tuple[int, int]] = []
    workspace.attachments.keep(source, lambda *step: told.append(step))
    assert told[-1] == (source.stat().st_size,) * 2
    assert told == sorted(told)


def test_a_drive_pulled_out_while_copying(
    workspace: Workspace, brought: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_file(brought, "film.mp4", make_film(size=CHUNK_BYTES))
    read = attachment_files._Source.read
    calls = iter(range(9))

    def fail(self: attachment_files._Source, size: int) -> bytes:
        if next(calls) == 2:
            self._file = SimpleNamespace(read=_raise(OSError(errno.EIO, "gone")))  # type: ignore[assignment]
        return read(self, size)

    monkeypatch.setattr(attachment_files._Source, "read", fail)
    with pytest.raises(FileProblem, match="could not be read to its end") as raised:
        workspace.attachments.attach(PHOTO, source)
    _assert_nothing_kept(workspace)
    _assert_said_in_both(raised.value)


@pytest.mark.parametrize("change", [b"", b"%PDF-1.7 shorter", make_film(size=2 * CHUNK_BYTES)])
def test_a_file_written_to_while_it_is_copied(
    workspace: Workspace, brought: Path, change: bytes
) -> None:
    source = write_file(brought, "film.mp4", make_film(size=CHUNK_BYTES))
    with pytest.raises(FileProblem, match="changed while it was being copied") as raised:
        workspace.attachments.keep(source, lambda done, total: source.write_bytes(change))
    _assert_nothing_kept(workspace)
    _assert_said_in_both(raised.value)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EACCES, "nothing can be written to the folder"),
        (errno.EROFS, "nothing can be written to the folder"),
        (errno.EIO, "nothing can be written to the folder"),
    ],
)
def test_whichever_step_of_writing_fails_nothing_is_half_there(
    workspace: Workspace, brought: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    source = write_file(brought, "a.jpg", make_jpeg())
    steps = [(os, "fsync"), (Path, "mkdir"), (Path, "replace"), (os, "open")]
    for number in range(1, 40):
        with monkeypatch.context() as patched:
            count = _fail_at(patched, steps, number, OSError(code, "refused"))
            kept, problem = _try_keeping(workspace.folder, source)
        if problem is not None:
            assert said in str(problem)
            _assert_said_in_both(problem)
        assert [name for name in list_kept(workspace.folder) if ".part" in name] == []
        assert workspace.attachments.read() == []
        if count() < number:
            break
        _remove_files(workspace.folder)
    assert kept is not None
    assert number > 5
    workspace.attachments.record(PHOTO, kept)
    assert workspace.attachments.verify() == []


def test_a_failed_row_leaves_an_orphan_only(workspace: Workspace, brought: Path) -> None:
    source = write_file(brought, "a.jpg", make_jpeg())
    kept = workspace.attachments.keep(source)
    with pytest.raises(RuntimeError), workspace.change("x"):  # noqa: PT012
        workspace.attachments.record(PHOTO, kept)
        raise RuntimeError
    assert workspace.attachments.read() == []
    assert len(list_kept(workspace.folder)) == 1


def test_a_row_is_never_written_for_a_file_that_is_gone(
    workspace: Workspace, brought: Path
) -> None:
    kept = workspace.attachments.keep(write_file(brought, "a.jpg", make_jpeg()))
    _remove_files(workspace.folder)
    with pytest.raises(AttachmentBroken, match="not in the folder of attachments") as raised:
        workspace.attachments.record(PHOTO, kept)
    assert workspace.attachments.read() == []
    _assert_said_in_both(raised.value)


def test_the_record_may_be_gone(workspace: Workspace, brought: Path) -> None:
    kept = workspace.attachments.keep(write_file(brought, "a.jpg", make_jpeg()))
    workspace.db.execute("DELETE FROM evidence WHERE id = 'photo-1'")
    with pytest.raises(DataProblem, match="not there any more") as raised:
        workspace.attachments.record(PHOTO, kept)
    _assert_said_in_both(raised.value)


def test_a_scanner_holds_the_new_file_for_a_moment(
    workspace: Workspace, brought: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "sys", SimpleNamespace(platform="win32"))
    replace, refusals = Path.replace, iter([True, True, False])

    def hold(self: Path, target: Path) -> Path:
        if next(refusals):
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", hold)
    workspace.attachments.attach(PHOTO, write_file(brought, "a.jpg", make_jpeg()))
    assert workspace.attachments.verify() == []


# ---------------------------------------------------------------- undo


def test_undo_and_redo_find_their_file(workspace: Workspace, brought: Path) -> None:
    attachment = workspace.attachments.attach(PHOTO, write_file(brought, "a.jpg", make_jpeg()))
    workspace.undo()
    assert workspace.attachments.read() == []
    workspace.redo()
    assert workspace.attachments.read() == [attachment]
    workspace.attachments.remove(attachment.id)
    assert workspace.attachments.read() == []
    workspace.undo()
    assert workspace.attachments.read(PHOTO) == [attachment]
    assert workspace.attachments.verify() == []


def test_evidence_and_its_file_are_one_step(workspace: Workspace, brought: Path) -> None:
    kept = workspace.attachments.keep(write_file(brought, "a.jpg", make_jpeg()))
    db = workspace.db
    with workspace.change("Evidence added"):
        db.execute(
            "INSERT INTO evidence (id, planned_activity_id, position, kind, title_kk, title_ru, "
            "link, file, quantity) VALUES ('new', 'activity-1', 9, 'photo', '', '', '', '', 1)"
        )
        workspace.attachments.record(PHOTO.__class__("evidence", "new"), kept)
    workspace.undo()
    assert db.execute("SELECT count(*) FROM evidence").fetchone() == (2,)
    assert workspace.attachments.read() == []
    workspace.redo()
    assert [a.name for a in workspace.attachments.read()] == ["a.jpg"]


def test_deleted_evidence_takes_its_rows_and_undo_brings_them(
    workspace: Workspace, brought: Path
) -> None:
    attachment = workspace.attachments.attach(PHOTO, write_file(brought, "a.jpg", make_jpeg()))
    with workspace.change():
        workspace.db.execute("DELETE FROM evidence WHERE id = 'photo-1'")
    assert workspace.attachments.read() == []
    workspace.undo()
    assert workspace.attachments.read(PHOTO) == [attachment]


# ---------------------------------------------------------------- the project file


def test_export_and_import_keep_the_rows(workspace: Workspace, brought: Path) -> None:
    workspace.attachments.attach(PHOTO, write_file(brought, "a.jpg", make_jpeg()))
    workspace.attachments.attach(WHOLE, write_file(brought, "хат.pdf", b"%PDF-1.4"))
    exported = format_project(workspace.load_project(PROJECT))
    workspace.save_project(parse_project(exported, "x.json"), replace=True)
    assert format_project(workspace.load_project(PROJECT)) == exported
    assert workspace.attachments.verify() == []


def test_in_another_workspace_files_are_missing_until_they_are_added(
    workspace: Workspace, brought: Path, tmp_path: Path
) -> None:
    source = write_file(brought, "a.jpg", make_jpeg())
    workspace.attachments.attach(PHOTO, source)
    exported = format_project(workspace.load_project(PROJECT))
    with Workspace.open(tmp_path / "басқа") as other:
        other.save_project(parse_project(exported, "x.json"))
        assert format_project(other.load_project(PROJECT)) == exported
        faults = other.attachments.verify()
        assert [(fault.kind, fault.attachment.name) for fault in faults] == [
            (FaultKind.MISSING, "a.jpg")
        ]
        other.attachments.keep(source)
        assert other.attachments.verify() == []


def test_a_file_of_an_older_bastama_is_taken() -> None:
    content = make_content()
    old = format_project(content).replace(b'"attachments": []', b'"gone": 0')
    assert b'"gone"' in old
    lines = old.decode().splitlines()
    # The field came with its comma: the line before it ends in one.
    for number in reversed([n for n, line in enumerate(lines) if '"gone"' in line]):
        lines[number - 1] = lines[number - 1].rstrip(",")
        del lines[number]
    assert parse_project("\n".join(lines).encode(), "old.json") == content


def test_a_place_on_the_disk_is_never_taken_from_a_file(tmp_path: Path) -> None:
    evil = Attachment(
        name="../../evil.jpg", media_type="image/jpeg", size=1, sha256="ab" + "0" * 62
    )
    path = attachment_path(tmp_path, evil.sha256, evil.media_type)
    assert path == tmp_path / "attachments" / "ab" / f"{evil.sha256}.jpg"
    with pytest.raises(ValueError, match="sha256"):
        Attachment(name="a", media_type="image/jpeg", size=1, sha256="../../etc/passwd")
    assert Evidence(kind="photo").attachments == []


# ---------------------------------------------------------------- tools


def _assert_nothing_kept(workspace: Workspace) -> None:
    assert list_kept(workspace.folder) == []
    assert workspace.attachments.read() == []


def _assert_said_in_both(problem: BastamaError) -> None:
    english = str(problem.message)
    said = {Language.load(code).say(problem.message) for code in ("kk", "ru")}
    assert len(said | {english}) == 3


def _try_keeping(folder: Path, source: Path) -> tuple[KeptFile | None, StoreProblem | None]:
    try:
        return keep_file(folder, source), None
    except StoreProblem as problem:
        return None, problem


def _remove_files(folder: Path) -> None:
    for name in list_kept(folder):
        (folder / "attachments" / name).unlink()


def _raise(error: Exception) -> Callable[..., bytes]:
    def fail(*args: object) -> bytes:
        raise error

    return fail


def _fail_at(
    patched: pytest.MonkeyPatch, steps: list[tuple[object, str]], number: int, error: OSError
) -> Callable[[], int]:
    """Let the step of this number fail, counted over all of `steps`; return their count so far."""
    count = 0

    def wrap(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == number:
                raise error
            return real(*args, **named)

        return step

    for owner, name in steps:
        patched.setattr(owner, name, wrap(getattr(owner, name)))
    return lambda: count
