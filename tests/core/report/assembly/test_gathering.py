"""From a workspace to the folder that is handed in: an application, and a report with evidence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from grantee_app.errors import DataProblem
from grantee_app.records import (
    Activity,
    Bilingual,
    Organization,
    PlannedActivity,
    Project,
    ProjectFile,
    Task,
)
from grantee_app.records.activity import Evidence
from grantee_app.report.assembly import (
    ApplicationChoices,
    AssemblyOptions,
    assemble,
    gather_application,
    gather_report,
    what_is_missing,
)
from grantee_app.report.making import ReportOptions
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.workspace import Workspace
from grantee_app.workspace.protection import protect_workspace
from tests.core.invented_form import TITLE, make_idea, open_workspace
from tests.core.report.assembly.files import MADE_ON, make_jpeg, make_pdf, make_picture, read_texts
from tests.core.report.projects import both

CHOICES = ApplicationChoices(printed_on=MADE_ON)
NAME = Bilingual(kk="«Бастау» қоғамдық бірлестігі", ru="ОО «Бастау»")
WRITTEN = {
    ("applicant_kind", ""): "ngo",
    ("settlement", "kk"): "Қарабұлақ ауылы",
    ("contact", ""): "+7 700 000 00 00",
    ("title", "kk"): "Кітапхананы қайта ашу",
    ("problem", "kk"): "Бастау бірлестігі 2019 жылдан бері жұмыс істейді. Кітап жоқ.",
    ("sum_asked", ""): "250000",
    ("agrees", ""): "1",
}


@pytest.fixture
def workspace(tmp_path: Path):
    with open_workspace(tmp_path / "жұмыс", Organization(name=NAME)) as opened:
        yield opened


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "флешка"
    folder.mkdir()
    return folder


def begin(workspace: Workspace, **told) -> str:
    begun = workspace.applications.begin_project("org", TITLE, make_idea(**told))[1]
    opened = workspace.applications.load(begun)
    for (key, language), text in WRITTEN.items():
        workspace.write_text(opened.find_place(key).place, language, text)
    return begun


def attach(workspace: Workspace, begun: str, name: str, data: bytes, index: int = 0) -> None:
    document = workspace.applications.load(begun).application.documents[index]
    source = workspace.folder / name
    source.write_bytes(data)
    workspace.attachments.attach(AttachedTo("application_document", document.id), source)
    source.unlink()


def test_an_application_is_handed_in_with_everything(workspace, target):
    begun = begin(workspace, is_blind=True)
    attach(workspace, begun, "хат.pdf", make_pdf(2, "letter"))
    attach(workspace, begun, "IMG_7.jpg", make_jpeg(make_picture(300, 200)))
    made = assemble(gather_application(workspace, begun, CHOICES), AssemblyOptions(target))
    assert made.folder.name == "Кітапхананы қайта ашу 2026-11-29"
    assert sorted(path.name for path in made.folder.iterdir()) == sorted(
        [
            "Барлығы бір файлда.pdf",
            "00_Өтінім.pdf",
            "00_Заявка.pdf",
            "00_Өтінім берушінің аты жоқ көшірме.pdf",
            "00_Мәлімдемелер.pdf",
            "00_Қол қою парағы.pdf",
            "01_Қолдау хаты_1.pdf",
            "01_Қолдау хаты_2.jpg",
        ]
    )
    texts = read_texts(made.folder / made.whole)
    assert "Кітапхананы қайта ашу" in texts[0]
    assert "1. Өтінім беруші туралы мәлімет" in texts[0]
    assert "letter 1" in texts[-3]
    assert "1-қосымша" in texts[-1]
    main = " ".join(read_texts(made.folder / "00_Өтінім.pdf"))
    assert "Бастау" in main
    # Under which number it is found.
    assert "1-қосымша" in main
    # Personal data stay at home unless they are wanted.
    assert "+7 700" not in main
    blind = " ".join(read_texts(made.folder / "00_Өтінім берушінің аты жоқ көшірме.pdf"))
    assert "қоғамдық бірлестігі" not in blind
    sheet = " ".join(read_texts(made.folder / "00_Мәлімдемелер.pdf"))
    assert "☑" in sheet
    assert "Дербес деректерді өңдеуге келісемін" in sheet


def test_personal_data_go_along_where_they_are_wanted(workspace, target):
    begun = begin(workspace)
    choices = ApplicationChoices("ru", with_personal=True, printed_on=MADE_ON)
    made = assemble(gather_application(workspace, begun, choices), AssemblyOptions(target))
    text = " ".join(read_texts(made.folder / "00_Заявка.pdf"))
    assert "+7 700 000 00 00" in text
    assert "не приложено" in " ".join(read_texts(made.folder / made.whole)[:1])
    assert made.whole == "Всё в одном файле.pdf"


def test_what_is_missing_comes_first(workspace):
    begun = begin(workspace, is_blind=True)
    found = {(one.code, one.place): one.severity for one in what_is_missing(workspace, begun)}
    assert found["application.document", "papers/letter"] == "error"
    assert any(place.startswith("idea/tasks") for code, place in found)
    assert any(code == "application.blind" and place == "idea/problem" for code, place in found)
    # Whether a copy is blind may be chosen too.
    seen = what_is_missing(workspace, begun, ApplicationChoices(is_blind=False))
    assert not any(one.code == "application.blind" for one in seen)
    attach(workspace, begun, "хат.pdf", make_pdf())
    assert "application.document" not in {one.code for one in what_is_missing(workspace, begun)}


def test_a_protected_workspace_is_decrypted_on_the_way_only(workspace, tmp_path, target):
    begun = begin(workspace)
    attach(workspace, begun, "хат.pdf", make_pdf(2, "letter"))
    attach(workspace, begun, "IMG_7.jpg", make_jpeg(make_picture(300, 200)))
    folder = workspace.folder
    workspace.close()
    key = protect_workspace(folder, "ұзын құпия сөз").key
    with Workspace.open(folder, key) as locked:
        before = sorted(path.relative_to(folder) for path in folder.rglob("*"))
        handing = gather_application(locked, begun, CHOICES)
        made = assemble(handing, AssemblyOptions(target))
        after = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    assert before == after
    assert not made.problems
    assert (made.folder / "01_Қолдау хаты_1.pdf").read_bytes() == make_pdf(2, "letter")
    assert "letter 2" in " ".join(read_texts(made.folder / made.whole))


def test_a_file_that_changed_on_the_disk_is_not_handed_in(workspace, target):
    begun = begin(workspace)
    attach(workspace, begun, "хат.pdf", make_pdf(2, "letter"))
    (kept,) = (workspace.folder / "attachments").rglob("*.pdf")
    kept.chmod(0o600)
    kept.write_bytes(make_pdf(2, "other!"))
    made = assemble(gather_application(workspace, begun, CHOICES), AssemblyOptions(target))
    (problem,) = made.problems
    assert "хат.pdf" in str(problem)
    assert not list(made.folder.glob("01_*"))


def test_an_application_that_is_gone(workspace):
    with pytest.raises(DataProblem):
        gather_application(workspace, "жоқ", CHOICES)


# ---------------------------------------------------------------- reports


def make_project() -> ProjectFile:
    planned = PlannedActivity(
        id="talk",
        title=both("Семинар"),
        held=[
            Activity(
                id="event",
                starts_on=MADE_ON,
                evidence=[
                    Evidence(id="photo", kind="photo", title=both("Залдағы сурет")),
                    Evidence(id="list", kind="participant_list"),
                    Evidence(id="post", kind="social_post", link="https://example.org/post"),
                ],
            )
        ],
    )
    return ProjectFile(
        format="bastama-project",
        schema_version=1,
        organization=Organization(name=NAME),
        project=Project(
            id="p", title=TITLE, tasks=[Task(title=both("Міндет"), activities=[planned])]
        ),
    )


@pytest.mark.parametrize("with_personal", [False, True])
def test_a_report_is_handed_in_with_its_evidence(workspace, target, with_personal):
    workspace.save_project(make_project())
    for evidence, name, data in (
        ("photo", "IMG.jpg", make_jpeg(make_picture(400, 300))),
        ("list", "тізім.pdf", make_pdf(1, "names of villagers")),
    ):
        source = workspace.folder / name
        source.write_bytes(data)
        workspace.attachments.attach(AttachedTo("evidence", evidence), source)
    handing = gather_report(
        workspace, "p", "kk", ReportOptions(printed_on=MADE_ON), with_personal=with_personal
    )
    made = assemble(handing, AssemblyOptions(target, with_zip=True))
    names = {path.name for path in made.folder.iterdir()}
    assert {"00_Қорытынды есеп.pdf", "01_Залдағы сурет.jpg"} <= names
    assert ("02_Қатысушылар тізімі.pdf" in names) is with_personal
    texts = read_texts(made.folder / made.whole)
    assert "Семинар" in texts[0]
    assert "https://example.org/post" in texts[0]
    assert ("көрсетілмейді" in texts[0]) is not with_personal
    assert ("names of villagers 1" in " ".join(texts)) is with_personal
    with Image.open(io.BytesIO((made.folder / "01_Залдағы сурет.jpg").read_bytes())) as photo:
        assert not photo.getexif()


def test_the_sample_is_handed_in_without_a_file_of_its_own(target):
    with Workspace.with_sample() as sample:
        (project,) = sample.list_projects()
        made = assemble(gather_report(sample, project.id, "ru"), AssemblyOptions(target))
    assert made.page_count > 20
    assert not made.apart
