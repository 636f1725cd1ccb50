"""Activities that were held, who came, and the evidence that is left of them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from grantee_app.records.attachment import Attachment
from grantee_app.records.base import NO_TEXT, Bilingual, Entry, Heads, Record

ActivityKind = Literal[
    "training",
    "seminar",
    "round_table",
    "conference",
    "forum",
    "press_conference",
    "fair",
    "lecture",
    "master_class",
    "consultation",
    "survey",
    "monitoring",
    "research",
    "public_hearing",
    "contest",
    "exhibition",
    "community_action",
    "information_campaign",
    "summer_school",
    "study_visit",
    "online_meeting",
    "video_lesson",
    "competition",
    "small_grants_contest",
    "presentation",
    "other",
]
ActivityFormat = Literal["offline", "online", "mixed"]

EvidenceKind = Literal[
    "press_release",
    "social_post",
    "media_publication",
    "photo",
    "video",
    "programme",
    "information_letter",
    "speaker_information",
    "participant_list",
    "feedback",
    "questionnaire",
    "analysis",
    "infographic_report",
    "digest",
    "award_list",
    "presentation",
    "brochure",
    "consultation",
    "rules",
    "commission",
    "announcement",
    "application",
    "minutes",
    "winner_list",
    "contract",
    "activity_plan",
    "monitoring_report",
    "report",
    "social_page",
    "article",
    "link_list",
    "section",
    "other",
]


class Evidence(Record):
    """Something a monitor can look at: a link or files, standing for `quantity` items.

    `file` is a name alone, of a file that is kept elsewhere.
    """

    kind: EvidenceKind
    title: Bilingual = NO_TEXT
    link: str = ""
    file: str = ""
    dated_on: date | None = None
    quantity: Heads = 1
    attachments: list[Attachment] = []


class ParticipantCounts(Entry):
    """Heads counted at one activity: three independent splits of one total.

    The keys of `gender`, `category` and `age` are those of the form's demographics tables.
    `total` is what the organiser counted; None when nobody counted.
    """

    total: Heads | None = None
    gender: dict[str, Heads] = {}
    category: dict[str, Heads] = {}
    age: dict[str, Heads] = {}


class Activity(Record):
    """One event as it was held; `ends_on` is None for a single day.

    `surveyed` is how many answered the questionnaire, `satisfied` how many of them were content.
    """

    title: Bilingual = NO_TEXT
    starts_on: date
    ends_on: date | None = None
    place: Bilingual = NO_TEXT
    kind: ActivityKind = "other"
    format: ActivityFormat = "offline"
    narrative: Bilingual = NO_TEXT
    result: Bilingual = NO_TEXT
    counts_towards_beneficiaries: bool = True
    surveyed: Heads | None = None
    satisfied: Heads | None = None
    participants: ParticipantCounts = ParticipantCounts()
    evidence: list[Evidence] = []
