"""The words for the codes that records keep, to be said through the catalogue."""

from __future__ import annotations

from typing import Final

from grantee_app.language.message import N_
from grantee_app.records.activity import ActivityKind

ACTIVITY_KINDS: Final[dict[ActivityKind, str]] = {
    "training": N_("training session"),
    "seminar": N_("seminar"),
    "round_table": N_("round table"),
    "conference": N_("conference"),
    "forum": N_("forum"),
    "press_conference": N_("press conference"),
    "fair": N_("fair"),
    "lecture": N_("lecture"),
    "master_class": N_("master class"),
    "consultation": N_("legal consultation"),
    "survey": N_("survey"),
    "monitoring": N_("monitoring"),
    "research": N_("research"),
    "public_hearing": N_("public hearing"),
    "contest": N_("contest"),
    "exhibition": N_("exhibition"),
    "community_action": N_("community action"),
    "information_campaign": N_("information campaign"),
    "summer_school": N_("summer school"),
    "study_visit": N_("study visit"),
    "online_meeting": N_("online meeting"),
    "video_lesson": N_("video lesson"),
    "competition": N_("competition"),
    "small_grants_contest": N_("small-grants contest"),
    "presentation": N_("presentation"),
    "other": N_("activity"),
}
