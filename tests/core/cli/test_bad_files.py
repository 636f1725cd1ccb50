"""A bad file gets one sentence in the reader's language, and changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from grantee_app.exchange import parse_project
from grantee_app.workspace import Workspace, read_sample
from tests.core.cli.bad_project_files import BAD_FILES, GOOD, NAME
from tests.core.cli.outcome import Outcome, Run, dump_database

LANGUAGES = ("kk", "ru")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("жұмыс қалтасы")
    with Workspace.open(folder) as opened:
        opened.save_project(read_sample())
    return folder


def import_in_both(run: Run, path: Path, workspace: Path) -> dict[str, Outcome]:
    before = dump_database(workspace)
    outcomes = {
        language: run("import", path, "--replace", "--workspace", workspace, "--language", language)
        for language in LANGUAGES
    }
    assert dump_database(workspace) == before
    return outcomes


def test_good_file_is_taken() -> None:
    assert parse_project(GOOD.encode(), NAME).project.tasks[1].title.kk == "Екінші"


@pytest.mark.parametrize("kind", BAD_FILES)
def test_bad_file(kind: str, run: Run, workspace: Path, tmp_path: Path) -> None:
    bad = BAD_FILES[kind]
    assert bad.old in GOOD
    path = tmp_path / NAME
    path.write_bytes(GOOD.replace(bad.old, bad.new, 1).encode())
    outcomes = import_in_both(run, path, workspace)
    for language, sentence in zip(LANGUAGES, (bad.kk, bad.ru), strict=True):
        code, out, err = outcomes[language]
        assert (code, out) == (3, "")
        assert NAME in err
        assert err.endswith(f"{sentence}\n")
        assert err.count("\n") == 1
        assert "{" not in err


@pytest.mark.parametrize(
    ("data", "russian"),
    [
        (
            GOOD.encode("cp1251", "replace"),
            (
                ", строка 5: буквы не в кодировке UTF-8; откройте файл в Блокноте и сохраните его "
                "заново в кодировке UTF-8."
            ),
        ),
        (GOOD.encode("utf-16")[:-1], " не является файлом проекта Бастамы: выберите другой."),
        (b"", " пуст: выберите другой."),
        (b"\xef\xbb\xbf", " пуст: выберите другой."),
        (bytes(1000), " не является файлом проекта Бастамы: выберите другой."),
        (b"\xff\xd8\xff\xe0 a picture", " не является файлом проекта Бастамы: выберите другой."),
    ],
)
def test_file_that_is_no_text(
    data: bytes, russian: str, run: Run, workspace: Path, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_bytes(data)
    outcomes = import_in_both(run, path, workspace)
    assert outcomes["ru"] == (3, "", f"Файл {NAME}{russian}\n")
    assert outcomes["kk"].code == 3
    assert outcomes["kk"].err.startswith(f"{NAME} файлы")


def test_file_that_cannot_be_read(
    run: Run, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = import_in_both(run, tmp_path / NAME, workspace)
    assert missing["kk"].err == f"{tmp_path / NAME} файлы жоқ: атауы мен қалтасын тексеріңіз.\n"
    assert missing["ru"].err == f"Файла {tmp_path / NAME} нет: проверьте его имя и папку.\n"
    folder = import_in_both(run, tmp_path, workspace)
    assert folder["kk"].err == f"{tmp_path} – қалта: оған файл атауын қосыңыз.\n"
    assert folder["ru"].err == f"{tmp_path} – папка: добавьте к ней имя файла.\n"
    large = tmp_path / "үлкен.json"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    too_large = import_in_both(run, large, workspace)
    assert too_large["kk"].err == (
        "үлкен.json файлы 50 МБ-тан үлкен: жоба файлы мұндай болмайды, басқасын таңдаңыз.\n"
    )
    assert too_large["ru"].err == (
        "Файл үлкен.json больше 50 МБ: файл проекта таким не бывает, выберите другой.\n"
    )
    path = tmp_path / NAME
    path.write_text(GOOD, encoding="utf-8")
    real_open = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return real_open(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    closed = import_in_both(run, path, workspace)
    assert closed["kk"].err.startswith(f"{path} файлын оқуға рұқсат жоқ: ")
    assert closed["ru"].err.startswith(f"Файл {path} не разрешено прочитать: ")
    for told in (missing, folder, too_large, closed):
        assert [outcome.code for outcome in told.values()] == [3, 3]


def test_bad_file_makes_no_workspace(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"{}")
    assert run("import", path, "--workspace", folder).code == 3
    assert not folder.exists()


def test_ids_of_another_project(run: Run, workspace: Path, tmp_path: Path) -> None:
    stolen = read_sample().project.tasks[0].id
    path = tmp_path / NAME
    path.write_text(GOOD.replace('"t2"', f'"{stolen}"'), encoding="utf-8")
    outcome = import_in_both(run, path, workspace)["ru"]
    assert outcome.code == 3
    assert outcome.err.count("\n") == 1
