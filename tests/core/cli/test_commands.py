"""The commands themselves, run in this process: what they do, say and return."""

import json
from pathlib import Path

import pytest

from grantee_app.cli import commands, reporting, transfer
from grantee_app.exchange import format_project, format_schema, read_project_file
from grantee_app.records import ProjectFile
from grantee_app.workspace import DATABASE_NAME, Workspace, read_sample
from tests.core.cli.outcome import Run, dump_database

TITLE = "Общественный контроль: начинаем с села"
SAMPLE_ID = read_sample().project.id

# --- projects ---------------------------------------------------------------------------------


def test_nothing_yet_in_the_usual_workspace(run: Run, tmp_path: Path) -> None:
    code, out, err = run("projects")
    assert (code, err) == (0, "")
    assert "пока нет проектов" in out
    assert not (tmp_path / "құжаттар").exists()


def test_projects_are_listed(run: Run, folder: Path) -> None:
    assert run("import", "sample", "--workspace", folder).code == 0
    russian = run("--workspace", folder, "projects")
    kazakh = run("projects", "--workspace", folder, "--language", "kk")
    assert russian.out == (
        f"{TITLE}\n  ОО «Жетісу бастамасы» · 27.05.2024-30.11.2024\u00a0г. · {SAMPLE_ID}\n"
    )
    assert kazakh.out == (
        "Қоғамдық бақылау: ауылдан бастаймыз\n"
        f"  «Жетісу бастамасы» ҚБ · 27.05.2024-30.11.2024\u00a0ж. · {SAMPLE_ID}\n"
    )


def test_the_later_workspace_wins(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", "sample", "--workspace", folder)
    other = tmp_path / "other"
    assert run("--workspace", other, "projects", "--workspace", folder).code == 0
    assert run("--workspace", folder, "projects", "--workspace", other).code == 4


def test_named_workspace_must_be_there(run: Run, folder: Path) -> None:
    code, out, err = run("projects", "--workspace", folder)
    assert (code, out) == (4, "")
    assert err == (
        f"В папке {folder} нет базы проектов: проверьте название папки или сначала внесите в неё "
        "проект.\n"
    )
    assert not folder.exists()


def test_workspace_of_the_settings(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", "sample", "--workspace", folder)
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"language": "kk", "workspace": str(folder)}), encoding="utf-8")
    monkeypatch.setenv("BASTAMA_SETTINGS", str(settings))
    assert run("projects").out.startswith("Қоғамдық бақылау")


def test_damaged_database(run: Run, folder: Path) -> None:
    folder.mkdir()
    (folder / DATABASE_NAME).write_bytes(b"not a database at all" * 100)
    code, out, err = run("projects", "--workspace", folder)
    assert (code, out, err.count("\n")) == (4, "", 1)


# --- import -----------------------------------------------------------------------------------


def test_import_twice(run: Run, folder: Path) -> None:
    first = run("import", "sample", "--workspace", folder)
    assert first == (
        0,
        f"Проект «{TITLE}» внесён в папку {folder}; его идентификатор: {SAMPLE_ID}.\n",
        "",
    )
    before = dump_database(folder)
    again = run("import", "sample", "--workspace", folder)
    assert (again.code, again.out) == (3, "")
    assert again.err == (
        f"Проект «{TITLE}» уже есть в рабочей папке: добавьте --replace, чтобы заменить его, или "
        "--copy, чтобы сохранить оба.\n"
    )
    assert dump_database(folder) == before


def test_import_as_a_copy(run: Run, folder: Path) -> None:
    run("import", "sample", "--workspace", folder)
    assert run("import", "sample", "--copy", "--workspace", folder).code == 0
    with Workspace.open(folder) as workspace:
        ids = {project.id for project in workspace.list_projects()}
        original = workspace.load_project(SAMPLE_ID)
    assert len(ids) == 2
    assert original == read_sample()


def test_import_in_the_place_of_another(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", "sample", "--workspace", folder)
    changed = tmp_path / "өзгерген жоба.json"
    changed.write_bytes(
        format_project(read_sample()).replace(TITLE.encode(), "Новое название".encode())
    )
    assert run("import", changed, "--replace", "--workspace", folder).code == 0
    assert run("projects", "--workspace", folder).out.startswith("Новое название\n")
    with Workspace.open(folder) as workspace:
        assert workspace.load_project(SAMPLE_ID) == read_project_file(changed)


def test_import_of_a_file_called_sample(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sample").write_bytes(
        format_project(read_sample()).replace(TITLE.encode(), "Другой проект".encode())
    )
    assert "Другой проект" in run("import", "./sample", "--workspace", folder).out
    assert TITLE in run("import", "sample", "--replace", "--workspace", folder).out


# --- export and schema ------------------------------------------------------------------------


def test_export_gives_back_what_was_imported(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", "sample", "--workspace", folder)
    first, second = tmp_path / "бірінші файл.json", tmp_path / "екінші файл.json"
    for name, path in ((SAMPLE_ID[:20], first), ("ҚОҒАМДЫҚ бақылау", second)):
        assert run("export", name, path, "--workspace", folder) == (0, f"{path}\n", "")
    assert first.read_bytes() == second.read_bytes() == format_project(read_sample())
    other = tmp_path / "other"
    assert run("import", first, "--workspace", other).code == 0
    assert run("export", SAMPLE_ID, first, "--workspace", other).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_export_to_standard_output(run: Run) -> None:
    code, out, err = run("export", "sample", "-")
    assert (code, err) == (0, "")
    assert out.encode() == format_project(read_sample())


def test_export_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "жоқ қалта"
    code, out, err = run("export", "sample", missing / "жоба.json")
    assert (code, out) == (5, "")
    assert err == f"Папки {missing} нет: создайте её или выберите другую.\n"
    assert run("export", "sample", tmp_path).code == 5


def test_export_of_a_project_that_is_not_one(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", "sample", "--workspace", folder)
    path = tmp_path / "жоба.json"
    assert run("export", "мұндай жоба жоқ", path, "--workspace", folder).code == 3
    run("import", "sample", "--copy", "--workspace", folder)
    code, out, err = run("export", "Қоғамдық", path, "--workspace", folder)
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert not path.exists()


def test_schema(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "схема.json"
    assert run("schema", path) == (0, f"{path}\n", "")
    assert path.read_bytes() == format_schema() == run("schema").out.encode()
    assert json.loads(path.read_text(encoding="utf-8"))["title"] == "Bastama project file"


# --- check and report -------------------------------------------------------------------------


@pytest.fixture
def broken(run: Run, folder: Path, tmp_path: Path) -> Path:
    """Give a workspace whose project counts one woman more than there were people."""
    content = json.loads(format_project(read_sample()))
    for task in content["project"]["tasks"]:
        for activity in task["activities"]:
            for held in activity["held"]:
                if held["participants"]["gender"]:
                    held["participants"]["gender"]["female"] += 1
    path = tmp_path / "қате.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert run("import", path, "--workspace", folder).code == 0
    return folder


def test_check_of_the_sample(run: Run) -> None:
    code, out, err = run("check", "sample")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].startswith("Проверка нашла: ")
    assert "Ошибка" not in out


def test_check_as_data(run: Run) -> None:
    code, out, _ = run("check", "sample", "--json")
    findings = json.loads(out)
    assert code == 0
    assert findings
    for finding in findings:
        assert list(finding) == ["code", "severity", "kk", "ru", "place"]
        assert finding["kk"] != finding["ru"]
    assert run("check", "sample", "--json", "--language", "kk").out == out


def test_errors_are_an_exit_code_of_check_alone(run: Run, broken: Path, tmp_path: Path) -> None:
    code, out, err = run("check", SAMPLE_ID, "--workspace", broken)
    assert (code, err) == (1, "")
    assert "Ошибка · Статистика · totals." in out
    as_data = run("check", SAMPLE_ID, "--json", "--workspace", broken)
    assert as_data.code == 1
    assert "error" in {finding["severity"] for finding in json.loads(as_data.out)}
    path = tmp_path / "есеп.pdf"
    report = run("report", SAMPLE_ID, "--lang", "kk", "--out", path, "--workspace", broken)
    assert report.code == 0
    lines = report.out.splitlines()
    assert lines[0] == str(path)
    assert lines[1].startswith("Проверка нашла: ")
    assert "ошиб" in lines[1]
    assert lines[2].startswith("Ошибка · ")
    assert "Предупреждение · " not in report.out


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_report_of_the_sample(language: str, run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "бірінші есеп.pdf", tmp_path / "second.pdf"
    words = ["report", "sample", "--lang", language, "--date", "2024-12-06", "--out"]
    code, out, err = run(*words, first)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == str(first)
    assert out.splitlines()[1].startswith("Проверка нашла: ")
    assert run(*words, second, "--form-version", "2024").code == 0
    assert first.read_bytes().startswith(b"%PDF-")
    assert first.read_bytes() == second.read_bytes()
    assert f"/Lang ({language}".encode() in first.read_bytes()
    assert sorted(tmp_path.glob("*.pdf*")) == sorted([first, second])


def test_report_with_its_annex(run: Run, tmp_path: Path) -> None:
    plain, annexed = tmp_path / "plain.pdf", tmp_path / "annexed.pdf"
    run("report", "sample", "--lang", "kk", "--out", plain)
    run("report", "sample", "--lang", "kk", "--out", annexed, "--annex")
    assert len(annexed.read_bytes()) > len(plain.read_bytes())


def test_report_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    words = ["report", "sample", "--lang", "kk", "--out"]
    assert run(*words, tmp_path).code == 5
    code, out, err = run(*words, tmp_path / "жоқ" / "есеп.pdf")
    assert (code, out) == (5, "")
    assert err.startswith(f"Папки {tmp_path / 'жоқ'} нет")


def test_interrupted_report_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "есеп.pdf"
    monkeypatch.setattr(reporting, "make_report", interrupt)
    code, out, err = run("report", "sample", "--lang", "kk", "--out", path)
    assert (code, out) == (130, "")
    assert err.strip() == "Прервано: ничего недописанного не осталось."
    monkeypatch.undo()
    monkeypatch.setattr("os.fsync", interrupt)
    assert run("report", "sample", "--lang", "kk", "--out", path).code == 130
    assert list(tmp_path.glob("*.pdf*")) == []


# --- what a caller is told of mistakes ----------------------------------------------------------

REPORT = ["report", "sample", "--lang", "kk", "--out", "x.pdf"]


@pytest.mark.parametrize(
    ("words", "kk", "ru"),
    [
        (
            [],
            "Пәрмен атауы жазылмаған; толығырақ: bastama --help.",
            "Не указана команда: смотрите bastama --help.",
        ),
        (
            ["есеп"],
            "«есеп» деген пәрмен жоқ; толығырақ: bastama --help.",
            "Команды «есеп» нет: смотрите bastama --help.",
        ),
        (
            ["projects", "--all"],
            "--all параметрі жоқ; толығырақ: bastama projects --help.",
            "Параметра --all нет: смотрите bastama projects --help.",
        ),
        (
            ["import"],
            "ФАЙЛ көрсетілмеген; толығырақ: bastama import --help.",
            "Не указано: ФАЙЛ; смотрите bastama import --help.",
        ),
        (
            ["export", "sample", "a", "b"],
            "b сөзі артық; толығырақ: bastama export --help.",
            "Слово b лишнее: смотрите bastama export --help.",
        ),
        (
            ["report", "sample", "--lang", "kk"],
            "Есепті қайда жазу керегін көрсетіңіз: --out ФАЙЛ немесе --folder ҚАЛТА.",
            "Укажите, куда записать отчёт: --out ФАЙЛ или --folder ПАПКА.",
        ),
        (
            ["report", "sample", "--lang", "en"],
            "--lang мәні мыналардың бірі болуы керек: kk, ru; толығырақ: bastama report --help.",
            "--lang принимает одно из значений kk, ru: смотрите bastama report --help.",
        ),
        (
            ["report", "sample", "--lang"],
            "--lang параметрінің мәні жоқ немесе оған мән берілмейді; толығырақ: bastama --help.",
            "У параметра --lang нет значения, или оно ему не нужно: смотрите bastama --help.",
        ),
        (
            ["import", "sample", "--replace", "--copy"],
            "--replace пен --copy бірге қолданылмайды: біреуін таңдаңыз.",
            "--replace и --copy вместе не применяются: выберите одно из двух.",
        ),
        (
            [*REPORT, "--date", "2024-02-30"],
            "2024-02-30 жарамды күн емес: жылын, айын, күнін 2024-12-06 түрінде жазыңыз.",
            "2024-02-30 не дата: напишите существующий день в виде 2024-12-06.",
        ),
        (
            [*REPORT, "--form-version", "1999"],
            "Нысанның 1999 нұсқасы жоқ: --form-version мына мәндерді қабылдайды: 2024.",
            "Версии 1999 у формы нет: --form-version может быть 2024.",
        ),
    ],
)
def test_wrong_usage(
    words: list[str],
    kk: str,
    ru: str,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--language=kk", *words) == (2, "", f"{kk}\n")
    assert run("--language", "ru", *words) == (2, "", f"{ru}\n")
    assert list(tmp_path.iterdir()) == []


def test_wrong_language_is_told_in_the_usual_one(run: Run) -> None:
    assert run("projects", "--language", "en") == (
        2,
        "",
        "--language принимает одно из значений kk, ru: смотрите bastama projects --help.\n",
    )


def test_our_own_mistake(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("secret of a villager")

    monkeypatch.setattr(transfer, "show_projects", fail)
    code, out, err = run("projects")
    assert (code, out) == (70, "")
    assert err == (
        "Бастама ошиблась (ZeroDivisionError): напишите, пожалуйста, её авторам, что вы делали.\n"
    )
    monkeypatch.setenv("BASTAMA_DEBUG", "1")
    assert "Traceback" in run("projects").err


def test_workspace_open_in_the_window(run: Run, folder: Path, tmp_path: Path) -> None:
    with Workspace.open(folder) as window:
        window.save_project(read_sample())
        assert run("projects", "--workspace", folder).out.startswith(TITLE)
        path = tmp_path / "есеп.pdf"
        report = run("report", TITLE, "--lang", "ru", "--out", path, "--workspace", folder)
        assert report.code == 0
        code, out, err = run("import", "sample", "--copy", "--workspace", folder)
        assert (code, out, err.count("\n")) == (4, "", 1)
        assert len(window.list_projects()) == 1


def test_database_that_fails_at_work(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    def fail(*args: object, **kwargs: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Workspace, "save_project", fail)
    code, out, err = run("import", "sample", "--workspace", folder)
    assert (code, out, err.count("\n")) == (4, "", 1)
    assert "ничего не изменилось" in err


def test_empty_title_is_named_by_id(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "атаусыз.json"
    content = read_sample()
    project = content.project.model_copy(update={"title": type(content.project.title)()})
    path.write_bytes(format_project(ProjectFile.model_copy(content, update={"project": project})))
    assert SAMPLE_ID in run("import", path, "--workspace", folder).out
    assert run("projects", "--workspace", folder).out.startswith(f"{SAMPLE_ID}\n")


def test_commands_are_those_of_the_guide() -> None:
    from grantee_app.language.catalogue import Language

    program = commands.build_program(Language.load("kk"))
    assert list(program.commands) == [
        "projects",
        "import",
        "export",
        "schema",
        "report",
        "application",
        "sheet",
        "check",
        "form",
        "password",
    ]
