"""A neighbours' group writes its first application: mistakes, the folder, the answer, the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from grantee_app.checks.application.calls import list_calls
from grantee_app.checks.application.differences import list_differences
from grantee_app.checks.application.judging import JudgedApplication, judge_newest
from grantee_app.checks.progress import judge_steps
from grantee_app.checks.state import read_state
from grantee_app.form.table_pasting import read_pasted_into
from grantee_app.form.value_reading import tidy_text
from grantee_app.records import Application, Bilingual, Organization
from grantee_app.records.application import cell_path
from grantee_app.records.pasted_table import read_pasted_cells
from grantee_app.store import answer_rows
from grantee_app.store.attachments.records import AttachedTo
from grantee_app.workspace import Workspace
from grantee_app.workspace.winning import Contract, apply_winning, plan_winning

FORM = "small-grant/application"
TODAY = date(2026, 2, 2)
CLOSES = date(2026, 2, 27)
TITLE = Bilingual(kk="Жарық аула", ru="Светлый двор")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "топ") as opened:
        opened.records.add_organization(
            Organization(
                id="org",
                name=Bilingual(kk="«Жарық» тобы"),
                legal_form="initiative_group",
                phone="+7 701 234 56 78",
            )
        )
        yield opened


class Group:
    """What the group does, as a person at the keyboard would."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        version = dict(workspace.applications.list_forms())[FORM]
        application = Application(
            form=FORM,
            version=version,
            kind="small",
            deadline_on=CLOSES,
            most_amount=300_000,
            call_title=Bilingual(kk="Ауыл бастамасы", ru="Инициатива села"),
            funder=Bilingual(kk="Аудандық қор", ru="Районный фонд"),
        )
        self.project_id, self.id = workspace.applications.begin_project("org", TITLE, application)

    def write(self, answers: Mapping[str, str]) -> None:
        """Type answers in Kazakh; values are stored as the window stores them."""
        opened = self.workspace.applications.load(self.id)
        for key, text in answers.items():
            languages = opened.filled.languages_of(key)
            kind = opened.form.by_key[key].kind
            language = "kk" if "kk" in languages else ""
            stored = text if language else tidy_text(kind, text, TODAY)
            answer_rows.write_answer(self.workspace.db, opened.form_place, key, language, stored)

    def write_cell(self, table: str, number: int, column: str, text: str) -> None:
        opened = self.workspace.applications.load(self.id)
        part = opened.form.tables[table].by_key[column]
        path = cell_path(table, opened.filled.rows_of(table)[number], column)
        language = "kk" if "kk" in opened.filled.languages_of(table, column) else ""
        stored = text if language else tidy_text(part.kind, text, TODAY)
        answer_rows.write_answer(self.workspace.db, opened.form_place, path, language, stored)

    def paste(self, table: str, text: str) -> list[str]:
        """Paste a table; return what was said of it."""
        opened = self.workspace.applications.load(self.id)
        cells = read_pasted_cells("", text)
        part = opened.form.tables[table]
        pasted = read_pasted_into(cells, opened.read_values(TODAY), part, "kk")
        self.workspace.applications.fill_rows(self.id, table, pasted.rows)
        return [str(problem) for problem in pasted.told_problems]

    def judge(self, today: date = TODAY) -> JudgedApplication:
        judged = judge_newest(self.workspace, self.project_id, today)
        assert judged is not None
        return judged

    def codes(self, today: date = TODAY) -> set[str]:
        """Return what is wrong by now, without what is only still to be written."""
        found = self.judge(today).findings
        return {one.code for one in found if one.severity != "note"}


def test_from_an_empty_page_to_the_plan(workspace, tmp_path):
    group = Group(workspace)
    assert group.judge().progress.percent < 20
    assert group.codes() == set()

    # Who they are; a leader and members. One of them has no name yet.
    group.write({"applicant_kind": "group", "leader": "Серікова Айнұр", "settlement": "Ақбұлақ"})
    said = group.paste("members", "Тегі, аты\tТуған күні\tЖобада не істейді\n"
                       "Серікова Айнұр\t12.03.1984\tсатып алу\n\t1990\tағаш ұстасы\n")  # fmt: skip
    assert len(said) == 1  # «1990» is no day
    assert {"application.cells", "application.value"} <= group.codes()
    group.write_cell("members", 1, "name", "Омаров Ерлан")
    group.write_cell("members", 1, "born_on", "05.06.1990")
    assert group.codes() == set()

    # The idea. The period ends before the activity they paste.
    group.write(
        {
            "problem": "Ауылдың орталық көшесінде жарық жоқ: былтыр 3 адам құлап, қолын сындырды.",
            "target_group": "Орталық көшенің 120 тұрғыны, оның ішінде 40 бала",
            "direct_beneficiaries": "120",
            "project_title": "Жарық аула",
            "goal": "2026 жылдың жазына дейін 12 шам орнатып, көшені жарықтандыру",
            "period": "наурыз – мамыр 2026",
            "short_term_results": "12 шам жанады",
            "sustainability": "Шамға әкімдік қарайды",
        }
    )
    group.paste("tasks", "Міндет\nШам орнату\n")
    group.paste(
        "activities",
        "Іс-шара\tҚай міндетке\tТүрі\tМерзімі\tОрны\tҚатысушылар\n"
        "Сенбілік\tШам орнату\tакция\t6 маусым 2026\tАқбұлақ\t30\n",
    )
    assert "application.within" in group.codes()
    group.write_cell("activities", 0, "when", "16 мамыр 2026")
    assert "application.within" not in group.codes()

    # The budget takes more than is asked, and more is asked than the call gives.
    said = group.paste(
        "budget",
        "Не сатып аламыз\tӨлшем бірлігі\tСаны\tБағасы\tБарлығы\tӨз үлесіміз\tГрант\n"
        "Шам\tдана\t12\t20 000\t240 000\t0\t240 000\n"
        "Кабель\tм\t200\t400\t90 000\t0\t80 000\nБарлығы\t\t\t\t\t\t320 000\n",
    )
    assert len(said) == 1  # 200 × 400 is not 90 000
    group.write({"sum_asked": "350 мың"})
    assert {"application.equal", "application.between"} <= group.codes()
    group.write_cell("budget", 1, "own", "30000")
    group.write_cell("budget", 1, "grant", "50000")
    group.write({"sum_asked": "290 000 теңге"})
    assert (
        not {"application.equal", "application.between", "application.rows_equal"} & group.codes()
    )

    # An indicator that measures nothing, then one that does.
    group.paste("indicators", "Көрсеткіш\tҚай іс-шара\tЖоспар\tНемен дәлелдейміз\n"
                "Орнатылған шам\tСенбілік\tкөп\tфото\n")  # fmt: skip
    assert "application.measure" in group.codes()
    group.write_cell("indicators", 0, "plan", "12")
    assert group.codes() == set()

    # What is still missing leads from gap to gap: answers, then the papers.
    left = group.judge().progress.gaps
    assert {gap.partition("/")[0] for gap in left} <= {
        section.section for section in group.judge().progress.sections
    }
    assert group.judge().progress.next_gap() == left[0]
    yes = {
        part.key: "иә"
        for part in group.judge().subject.form.fields()
        if part.kind == "yes_no" and part.key in group.judge().subject.shown
    }
    group.write(yes)
    paper = tmp_path / "құжат.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    for document in group.judge().opened.application.documents:
        if document.is_required and document.path in group.judge().subject.shown:
            workspace.attachments.attach(AttachedTo("application_document", document.id), paper)
    near = group.judge(date(2026, 2, 20))
    assert [str(one.message) for one in near.findings if one.severity == "error"] == []
    assert near.progress.gaps == ()
    assert near.progress.percent == 100

    # Handed in, and won for less money than was asked.
    workspace.applications.set_state(group.id, "submitted", date(2026, 2, 20))
    assert (
        judge_steps(read_state(workspace, group.project_id, None, TODAY))["application"].state
        == "done"
    )
    contract = Contract("7", date(2026, 3, 10), date(2026, 3, 10), date(2026, 5, 31), 250_000)
    apply_winning(workspace, plan_winning(workspace, group.id, contract, today=TODAY))
    project = workspace.load_project(group.project_id).project
    (task,) = project.tasks
    (activity,) = task.activities
    assert (activity.title.kk, activity.starts_on) == ("Сенбілік", date(2026, 5, 16))
    lamps = next(entry for entry in activity.indicators if entry.title.kk == "Орнатылған шам")
    assert (lamps.plan.target, lamps.evidence_kind) == (12, "photo")
    assert sum(line.grant_tenge for line in project.budget_lines) == 290_000
    assert [member.name.kk for member in project.staff] == ["Серікова Айнұр", "Омаров Ерлан"]
    told = list_differences(workspace.applications.load(group.id), project, TODAY)
    assert [one.kind for one in told] == ["amount", "budget", "starts_on"]
    state = read_state(workspace, group.project_id, None, date(2026, 3, 11))
    assert judge_steps(state)["plan"].state == "done"
    (line,) = list_calls(workspace, TODAY)
    assert (line.state, line.sum_asked, line.percent) == ("won", 290_000, 100)
