"""Figures counted from the records by SQL; totals are never stored.

Knows the store and forms' answers, nothing of findings, sentences or paper.
"""

from grantee_app.figures.activity_people import ActivityPeople, sum_people
from grantee_app.figures.cross_tables import CrossTable, count_cross
from grantee_app.figures.indicators import IndicatorFact, planned_whole
from grantee_app.figures.money import MoneyFigures, count_money
from grantee_app.figures.people import PeopleFigures, find_bands
from grantee_app.figures.period import WHOLE, Period
from grantee_app.figures.project import ProjectFigures, count_figures
from grantee_app.figures.socio_economic import SocioLevels, socio_levels

__all__ = [
    "WHOLE",
    "ActivityPeople",
    "CrossTable",
    "IndicatorFact",
    "MoneyFigures",
    "PeopleFigures",
    "Period",
    "ProjectFigures",
    "SocioLevels",
    "count_cross",
    "count_figures",
    "count_money",
    "find_bands",
    "planned_whole",
    "socio_levels",
    "sum_people",
]
