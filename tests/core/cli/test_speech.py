"""Help pages and the guide: both languages, whole, and true to the commands."""

import re
import shlex
from pathlib import Path

import click
import pytest

from grantee_app.checks import Finding
from grantee_app.cli.commands import build_program
from grantee_app.cli.failures import MEANINGS
from grantee_app.cli.progress import QUIET_SECONDS, ReportProgress
from grantee_app.cli.reporting import summarize_findings
from grantee_app.cli.session import choose_language
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode, message
from tests.core.cli.outcome import Run

GUIDE = Path(__file__).parents[3] / "docs" / "guide"
COMMANDS = [
    *("", "projects", "import", "export", "schema", "report", "application", "sheet", "check"),
    *("form", "password"),
]
INNER_COMMANDS = {"set", "change", "sheet", "check", "remove", "new", "list", "assemble"}
# Names and words that are the same in every language; «forms» is a folder.
INTERNATIONAL = {"bastama", "forms", "sample", "json", "pdf", "schema", "kk", "ru", "check", "d"}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_speaks_one_language(command: str, run: Run) -> None:
    pages = {}
    for language in LANGUAGES:
        code, page, err = run(*filter(None, [command]), "--help", "--language", language)
        assert (code, err) == (0, "")
        options = set(re.findall(r"--?([a-z]+)", page))
        latin = {word.lower() for word in re.findall(r"[A-Za-z]+", page)}
        assert latin - INTERNATIONAL - options - set(COMMANDS) - INNER_COMMANDS == set()
        pages[language] = page
    assert pages["kk"] != pages["ru"]
    assert max(map(len, "".join(pages.values()).splitlines())) <= 80


def test_help_names_every_exit_code(run: Run) -> None:
    page = run("--help").out
    for code in MEANINGS:
        assert re.search(rf"^  {int(code)} +\S", page, re.MULTILINE)


def test_version(run: Run) -> None:
    from grantee_app import __version__

    assert run("--version") == (0, f"bastama {__version__}\n", "")


def _assert_options_are_written(command: click.Command, written: set[str]) -> None:
    """Every option is shown in use."""
    own = {option for param in command.params for option in param.opts if "-" in option}
    assert own <= written


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_writes_commands_that_exist(language: LanguageCode) -> None:
    guide = (GUIDE / language / "command-line.md").read_text(encoding="utf-8")
    lines = re.findall(r"^bastama .*$", guide, re.MULTILINE)
    program = build_program(Language.load(language))
    written = {word for line in lines for word in shlex.split(line)}
    for name, command in program.commands.items():
        assert f"### {name} " in guide
        inner = command.commands.values() if isinstance(command, click.Group) else [command]
        for one in inner:
            one.callback = lambda **_: 0
            _assert_options_are_written(one, written)
    for line in lines:
        if "--help" not in line:
            words = shlex.split(line.replace("\\", "/"))[1:]
            from grantee_app.cli.session import Session

            session = Session(Language.load(language))
            assert program.main(words, "bastama", standalone_mode=False, obj=session) == 0
    codes = re.findall(r"^\| (\d+) \|", guide, re.MULTILINE)
    assert codes == [str(int(code)) for code in MEANINGS]


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "kk"),
        ([], {"LANG": "ru_RU.UTF-8"}, "ru"),
        ([], {"LANG": "ru_RU.UTF-8", "LC_ALL": "kk_KZ.UTF-8"}, "kk"),
        ([], {"LANG": "en_US.UTF-8", "LC_ALL": "Russian_Kazakhstan.1251"}, "ru"),
        (["--language", "kk"], {"LANG": "ru_RU"}, "kk"),
        (["projects", "--language=ru"], {}, "ru"),
        (["--language", "kk", "projects", "--language", "ru"], {}, "ru"),
        (["--language", "en"], {"LANG": "ru"}, "ru"),
        (["projects", "--language"], {}, "kk"),
    ],
)
def test_language_of_messages(words: list[str], environment: dict[str, str], language: str) -> None:
    assert choose_language(words, environment) == language


def test_language_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": "kk"}', encoding="utf-8")
    monkeypatch.setenv("BASTAMA_SETTINGS", str(path))
    assert choose_language([], {"LANG": "ru_RU"}) == "kk"
    path.write_text('{"language": "ru"}', encoding="utf-8")
    assert choose_language([], {}) == "ru"


@pytest.mark.parametrize(
    ("counts", "kk", "ru"),
    [
        ((0, 0, 0), "Тексеру ештеңе тапқан жоқ.", "Проверка ничего не нашла."),
        ((1, 0, 0), "Тексеру тапқаны: 1 қате.", "Проверка нашла: 1 ошибка."),
        (
            (2, 5, 21),
            "Тексеру тапқаны: 2 қате, 5 ескерту, 21 мәлімет.",
            "Проверка нашла: 2 ошибки, 5 предупреждений, 21 замечание.",
        ),
    ],
)
def test_summary_counts_honestly(counts: tuple[int, int, int], kk: str, ru: str) -> None:
    findings = [
        Finding("code", severity, message("x"), "place")
        for severity, count in zip(("error", "warning", "note"), counts, strict=True)
        for _ in range(count)
    ]
    assert summarize_findings(findings, Language.load("kk")) == kk
    assert summarize_findings(findings, Language.load("ru")) == ru


def test_bar_is_for_a_terminal_and_for_work_that_lasts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])

    def show_work(*, is_terminal: bool, seconds: float) -> str:
        monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal)
        with ReportProgress(Language.load("ru")) as progress:
            for step in range(1, 11):
                clock[0] += seconds / 10
                progress.show(step, 10)
        streams = capsys.readouterr()
        assert streams.out == ""
        return streams.err

    assert show_work(is_terminal=False, seconds=10) == ""
    assert show_work(is_terminal=True, seconds=QUIET_SECONDS / 2) == ""
    bar = show_work(is_terminal=True, seconds=10)
    assert "Отчёт составляется" in bar
    assert "100%" in bar
