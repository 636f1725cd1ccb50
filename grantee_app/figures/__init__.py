"""Figures counted from the records by SQL; totals are never stored.

Knows the store and forms' answers, nothing of findings, sentences or paper.
"""

from grantee_app.figures.indicators import IndicatorFact, planned_whole
from grantee_app.figures.money import MoneyFigures, count_money
from grantee_app.figures.project import ProjectFigures, count_figures
from grantee_app.figures.socio_economic import SocioLevels, socio_levels

__all__ = [
    "IndicatorFact",
    "MoneyFigures",
    "ProjectFigures",
    "SocioLevels",
    "count_figures",
    "count_money",
    "planned_whole",
    "socio_levels",
]
