"""A small finished project without a single fault, to be spoilt by one thing a test."""

from __future__ import annotations

from datetime import date
from typing import Any

from grantee_app.checks import Finding, check_content
from grantee_app.figures import count_figures
from grantee_app.form.catalogue import STATE_FINAL_REPORT, load_form
from grantee_app.form.definition import FormDefinition
from grantee_app.language.catalogue import Language
from grantee_app.records import ProjectFile
from grantee_app.workspace import Workspace

Data = dict[str, Any]

FORM = load_form(STATE_FINAL_REPORT, "2024")
AFTER = date(2024, 10, 1)
DURING = date(2024, 6, 1)
BEFORE = date(2024, 3, 1)

WORDS = {"kk": "Бұл сөйлемде дәл бес сөз.", "ru": "В этом предложении пять слов."}
TEXTS = (
    "achieved_result",
    "goal_evidence",
    "changes",
    "results.target_groups",
    "results.long_term",
    "results.sustainability",
    "results.socio_economic",
    "partners_analysis",
)
STORY = ("story.start", "story.influence", "story.result")
VALUES = {
    "socio.direct_beneficiaries.plan": "10",
    "socio.indirect_beneficiaries.plan": "100",
    "socio.indirect_beneficiaries.fact": "100",
    "socio.staff.plan": "1",
    "socio.specialists.plan": "0",
    "socio.ngos.plan": "2",
    "socio.ngos.fact": "2",
    "socio.payroll.plan": "1200000",
    "socio.taxes.plan": "100000",
    "socio.purchases.plan": "700000",
    "socio.partners.plan": "1",
}


def both(kk: str, ru: str | None = None) -> Data:
    return {"kk": kk, "ru": kk if ru is None else ru}


def answer(path: str, value: str, language: str = "") -> Data:
    key = {"form": STATE_FINAL_REPORT, "version": "2024", "path": path}
    return {**key, "language": language, "value": value}


def make_answers() -> list[Data]:
    answers = [answer(path, value) for path, value in VALUES.items()]
    for language, sentence in WORDS.items():
        answers += [answer(path, " ".join([sentence] * 13), language) for path in TEXTS]
        answers += [answer(path, f"{sentence} {sentence}", language) for path in STORY]
    return answers


def make_indicator(**fields: Any) -> Data:
    return {
        "id": "indicator",
        "title": both("Тренинг", "Тренинги"),
        "plan_text": both("1"),
        "plan": {"target": 1},
        "counted_from": "events",
        **fields,
    }


def make_activity(**fields: Any) -> Data:
    return {
        "id": "held",
        "title": both("Бюджет сабағы", "Урок бюджета"),
        "starts_on": "2024-05-10",
        "place": both("Текелі", "Текели"),
        "narrative": both("Өтті.", "Прошёл."),
        "participants": {
            "total": 10,
            "gender": {"male": 4, "female": 6},
            "category": {"youth": 3, "other": 7},
            "age": {"17-22": 3, "33-45": 7},
        },
        **fields,
    }


def make_planned(**fields: Any) -> Data:
    return {
        "id": "planned",
        "title": both("Тренингтер", "Тренинги"),
        "place": both("Текелі", "Текели"),
        "starts_on": "2024-05-10",
        "ends_on": "2024-05-20",
        "narrative": both("Тренинг өтті.", "Тренинг прошёл."),
        "short_term_result": both("Үйренді.", "Научились."),
        "indicators": [make_indicator()],
        "held": [make_activity()],
        **fields,
    }


def make_sound() -> Data:
    """The whole project as the data of a project file."""
    expenses = [("payroll", 1_200_000), ("tax", 100_000), ("purchase", 700_000)]
    return {
        "format": "bastama-project",
        "schema_version": 1,
        "organization": {
            "id": "organization",
            "name": both("«Үміт» ҚБ", "ОО «Үміт»"),
            "head": both("Сейіт Дана", "Сейит Дана"),
            "address": both("Текелі қаласы", "город Текели"),
            "phone": "+7 700 000 00 09",
        },
        "project": {
            "id": "project",
            "title": both("Ашық бюджет", "Открытый бюджет"),
            "goal": both("Үйрету", "Научить"),
            "starts_on": "2024-03-01",
            "ends_on": "2024-08-31",
            "grant": {
                "id": "grant",
                "kind": "short",
                "contract_number": "5",
                "contract_on": "2024-02-20",
                "amount": 2_000_000,
                "starts_on": "2024-03-01",
                "ends_on": "2024-08-31",
                "report_dates": [
                    {"id": "interim", "kind": "interim", "due_on": "2024-06-15"},
                    {"id": "final", "kind": "final", "due_on": "2024-09-10"},
                ],
            },
            "tasks": [
                {
                    "id": "task",
                    "title": both("Білім беру", "Обучение"),
                    "long_term_result": both("Біледі.", "Знают."),
                    "activities": [make_planned()],
                }
            ],
            "partners": [
                {"id": "partner", "name": both("«Дос» қоры", "Фонд «Дос»"), "role": both("Зал")}
            ],
            "staff": [{"id": "staff", "name": both("Сейіт Дана", "Сейит Дана")}],
            "expenses": [
                {
                    "id": kind,
                    "kind": kind,
                    "paid_on": "2024-06-01",
                    "title": both(f"{kind} kk", f"{kind} ru"),
                    "amount_tenge": amount,
                }
                for kind, amount in expenses
            ],
            "answers": make_answers(),
        },
    }


def project(data: Data) -> Data:
    return data["project"]


def planned(data: Data) -> Data:
    return data["project"]["tasks"][0]["activities"][0]


def held(data: Data) -> Data:
    return planned(data)["held"][0]


def indicator(data: Data) -> Data:
    return planned(data)["indicators"][0]


def write(data: Data, path: str, value: str, language: str = "") -> None:
    """Put `value` in the place of the answer at `path`, "" takes it away."""
    answers = data["project"]["answers"]
    kept = [a for a in answers if (a["path"], a["language"]) != (path, language)]
    data["project"]["answers"] = [*kept, answer(path, value, language)] if value else kept


def check(data: Data, today: date = AFTER, form: FormDefinition = FORM) -> list[Finding]:
    """All findings of a project, counted in a workspace of its own."""
    content = ProjectFile.model_validate(data)
    with Workspace.in_memory() as workspace:
        workspace.save_project(content)
        figures = count_figures(workspace.db, content.project.id, form)
    return check_content(content, figures, form, today)


def codes(data: Data, today: date = AFTER) -> list[str]:
    return [finding.code for finding in check(data, today)]


def find(data: Data, code: str, today: date = AFTER) -> list[Finding]:
    return [finding for finding in check(data, today) if finding.code == code]


def find_one(data: Data, code: str, today: date = AFTER) -> Finding:
    found = find(data, code, today)
    assert len(found) == 1, [(entry.place, str(entry.message)) for entry in found]
    return found[0]


def say(finding: Finding) -> tuple[str, str]:
    """The sentence in Kazakh and in Russian, with plain spaces."""
    spoken = [Language.load(code).say(finding.message) for code in ("kk", "ru")]
    kk, ru = (sentence.replace("\u00a0", " ") for sentence in spoken)
    return kk, ru


def assert_says(finding: Finding, *, kk: str, ru: str) -> None:
    assert say(finding) == (kk, ru)
