"""What the checks say of the application as it is on the screen, written or not.

One reading for all who show it: the sections' signs, the fields, the guidance, the check before
handing in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grantee_app.checks.application.progress import ApplicationProgress
    from grantee_app.checks.finding import Finding
    from ui.pages.application.sheet import Sheet


@dataclass(frozen=True)
class Judged:
    """The findings, the gravest first, and how far the application is."""

    findings: Sequence[Finding]
    progress: ApplicationProgress


def judge_sheet(sheet: Sheet, *, is_handed_in: bool = False) -> Judged:
    """Check the application; `is_handed_in` asks for everything as if that were now."""
    return prepare_judging(sheet, is_handed_in=is_handed_in)()


def prepare_judging(sheet: Sheet, *, is_handed_in: bool = False) -> Callable[[], Judged]:
    """Return the check of what is on the screen now, which touches nothing and may run anywhere."""
    from grantee_app.checks.settings import read_check_settings  # noqa: PLC0415 (with the checks)

    settings = read_check_settings(sheet.desk.workspace.db)
    opened, day = sheet.opened, sheet.today

    def judge() -> Judged:
        from grantee_app.checks.application import (  # noqa: PLC0415
            check_application,
            make_subject,
        )
        from grantee_app.checks.application.progress import judge_progress  # noqa: PLC0415

        subject = make_subject(opened, day, settings, is_handed_in=is_handed_in)
        findings = check_application(subject)
        return Judged(findings, judge_progress(subject, findings))

    return judge
