"""The socio-economic rows: planned level from the answers, fact counted or typed."""

from __future__ import annotations

from grantee_app.figures.project import ProjectFigures
from grantee_app.form.answers import Answers, socio_fact_path, socio_plan_path
from grantee_app.frozen import frozen


@frozen
class SocioLevels:
    """Planned and actual level of one row; None where nobody has told it yet."""

    plan: int | None
    fact: int | None


def socio_levels(figure: str, figures: ProjectFigures, answers: Answers) -> SocioLevels:
    """Return the levels of the row `figure`: a counted fact goes before a typed one."""
    counted = figures.counted.get(figure)
    typed = answers.number(socio_fact_path(figure))
    return SocioLevels(
        answers.number(socio_plan_path(figure)), typed if counted is None else counted
    )
