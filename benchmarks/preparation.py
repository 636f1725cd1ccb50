"""Everything that must exist before the clock starts: the app as installed, workspaces, sources.

Runs as a process of its own, so that the one that measures stays small. Argument: the folder to
prepare. Afterwards, with `check`, reads the printed PDFs back.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from compileall import compile_dir
from datetime import date
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from crowded_project import make_crowded_project
from html_markup import write_html
from large_application import attach_photos, make_application, make_photos
from large_project import make_large_project
from longest_table import keep_longest_table
from many_people import make_crowded_register
from pdf_words import check_words, gather_words
from people_import import prepare_import
from typst_markup import write_typst

from grantee_app.exchange import write_project_file
from grantee_app.form import STATE_FINAL_REPORT, load_form
from grantee_app.form.catalogue import latest_version
from grantee_app.records import ProjectFile
from grantee_app.report.assembly import ApplicationChoices, compose_papers
from grantee_app.report.document import Document
from grantee_app.report.making import ReportOptions, make_document
from grantee_app.settings import Settings, save_settings
from grantee_app.workspace import Workspace, read_sample
from grantee_app.workspace.protection import protect_workspace

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "benchmarks only"  # noqa: S105 (it protects an invented project)
PRINTED_ON = date(2024, 12, 20)
IN_WHEEL = "grantee_app/_data"
# The pages that the window is started on.
FIRST_PAGES = ("home", "report")
PRINTERS = ("bastama", "typst", "weasyprint")


def prepare(folder: Path) -> None:
    """Fill `folder`, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lay_out_app(folder / "app")
    facts: dict[str, object] = {"printed_on": PRINTED_ON.isoformat()}
    for name, content in (("large", make_large_project()), ("sample", read_sample())):
        facts[name] = content.project.id
        _prepare_report(folder, name, content)
        facts[f"{name}_key"] = _prepare_protected(folder, name)
    _write_word_lists(folder, read_sample(), make_large_project())
    _prepare_window(folder, read_sample())
    _prepare_crowded(folder)
    prepare_import(folder)
    facts["register_key"] = _prepare_register(folder)
    facts["application"] = _prepare_application(folder)
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")


def lay_out_app(target: Path) -> None:
    """Put the app where `target` is as a wheel lays it out, its catalogues compiled.

    A checkout compiles its catalogues at every start and so starts slower than what users have;
    and a copy stays as it is, whatever is being written in the checkout meanwhile.
    """
    ignored = shutil.ignore_patterns("__pycache__")
    for room in ("grantee_app", "ui"):
        shutil.copytree(ROOT / room, target / room, ignore=ignored)
        # Whoever installs a wheel compiles it.
        compile_dir(target / room, quiet=1)
    shutil.copy2(ROOT / "main.py", target)
    for room in ("forms", "resources"):
        shutil.copytree(ROOT / room, target / IN_WHEEL / room)
    for source in (ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        inside = target / IN_WHEEL / source.relative_to(ROOT).with_suffix(".mo")
        inside.parent.mkdir(parents=True)
        with source.open("rb") as po, inside.open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))


def _prepare_report(folder: Path, name: str, content: ProjectFile) -> None:
    with Workspace.open(folder / f"{name}-workspace") as workspace:
        workspace.save_project(content)
    write_project_file(content, folder / f"{name}.json")
    document = _compose(folder, name, content.project.id)
    (folder / f"{name}.typ").write_text(write_typst(document), encoding="utf-8")
    fonts = folder / "app" / IN_WHEEL / "resources" / "fonts"
    (folder / f"{name}.html").write_text(write_html(document, fonts), encoding="utf-8")


def _prepare_protected(folder: Path, name: str) -> list[str]:
    """Encrypt a copy of the workspace; return its key."""
    copy = folder / f"{name}-protected"
    shutil.copytree(folder / f"{name}-workspace", copy)
    key = protect_workspace(copy, PASSWORD).key
    return [key.key_id, key.secret.hex()]


def _prepare_register(folder: Path) -> list[str]:
    with Workspace.open(folder / "register-workspace") as workspace:
        workspace.save_project(make_crowded_register())
    return _prepare_protected(folder, "register")


def _prepare_application(folder: Path) -> str:
    """Make the large application, its budget as sources for the peers, and the photos."""
    workspace_folder = folder / "application-workspace"
    application_id = make_application(workspace_folder)
    # The folder is made anew for every run and photos take half a minute: they stay beside it.
    photos = make_photos(folder.with_name(f"{folder.name}-photos"))
    choices = ApplicationChoices(language="kk", printed_on=PRINTED_ON)
    with Workspace.open(workspace_folder) as workspace:
        attach_photos(workspace, application_id, photos)
        document = keep_longest_table(compose_papers(workspace, application_id, choices))
    (folder / "budget.typ").write_text(write_typst(document), encoding="utf-8")
    fonts = folder / "app" / IN_WHEEL / "resources" / "fonts"
    (folder / "budget.html").write_text(write_html(document, fonts), encoding="utf-8")
    return application_id


def _compose(folder: Path, name: str, project_id: str) -> Document:
    with Workspace.open(folder / f"{name}-workspace") as workspace:
        return make_document(workspace, project_id, "kk", ReportOptions(printed_on=PRINTED_ON))


def _prepare_window(folder: Path, sample: ProjectFile) -> None:
    settings = Settings(workspace=str(folder / "sample-workspace"))
    save_settings(settings, folder / "settings.json")
    for step in FIRST_PAGES:
        save_settings(settings, folder / f"start-{step}" / "settings.json")
        remembered = folder / f"start-{step}" / "window.ini"
        remembered.write_text(f"[window]\nstep={step}\n", encoding="utf-8")
    # The text that the report page opens with.
    texts = {(answer.path, answer.language): answer.value for answer in sample.project.answers}
    (folder / "text.txt").write_text(texts["goal_evidence", "kk"], encoding="utf-8")


def _prepare_crowded(folder: Path) -> None:
    with Workspace.open(folder / "crowded-workspace") as workspace:
        workspace.save_project(make_crowded_project())
    for name, used in (("crowded", "crowded-workspace"), ("used", "used-workspace")):
        save_settings(Settings(workspace=str(folder / used)), folder / f"{name}-settings.json")


def _write_word_lists(folder: Path, *contents: ProjectFile) -> None:
    found: dict[str, set[str]] = {"kk": set(), "ru": set()}
    for content in contents:
        dumped = content.model_dump_json()
        for language, words in found.items():
            for text in re.findall(rf'"{language}":"((?:[^"\\]|\\.)*)"', dumped):
                words.update(re.findall(r"[^\W\d_]{5,}", text.replace("\\n", " ")))
    for language, words in found.items():
        listed = "\n".join(sorted(words))
        (folder / f"words-{language}.txt").write_text(listed, encoding="utf-8")


def check(folder: Path) -> None:
    """Print what the PDFs of the large report hold, as lines «printer pages words …»."""
    facts = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
    document = _compose(folder, "large", facts["large"])
    form = load_form(STATE_FINAL_REPORT, latest_version(STATE_FINAL_REPORT))
    continued = form.words.continued.kk
    print(json.dumps({"told": gather_words(document).total()}))
    for printer in PRINTERS:
        pdf = folder / f"large-{printer}.pdf"
        if not pdf.is_file():
            continue
        result = check_words(pdf, document, continued)
        print(
            json.dumps(
                {
                    "printer": printer,
                    "pages": result.pages,
                    "words": result.words,
                    "missing": result.missing.total(),
                    "strange": result.strange.total(),
                    "kilobytes": round(pdf.stat().st_size / 1024),
                }
            )
        )


if __name__ == "__main__":
    task, where = sys.argv[1:]
    {"prepare": prepare, "check": check}[task](Path(where))
