"""Activities that were held, who came, and the evidence that is left of them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from grantee_app.records.attachment import Attachment
from grantee_app.records.base import NO_TEXT, Bilingual, Entry, Heads, Record
from grantee_app.records.participant import Attendance

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

    `file` is a name alone, of a file that is kept elsewhere. Of a publication `medium` tells where
    it came out and `reach` how many it reached.
    """

    kind: EvidenceKind
    title: Bilingual = NO_TEXT
    link: str = ""
    file: str = ""
    dated_on: date | None = None
    quantity: Heads = 1
    medium: str = ""
    reach: Heads | None = None
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


class SurveyTally(Entry):
    """Answers to the question how content one was, counted from the sheets; None uncounted."""

    very_satisfied: Heads | None = None
    satisfied: Heads | None = None
    neither: Heads | None = None
    dissatisfied: Heads | None = None
    very_dissatisfied: Heads | None = None


class Activity(Record):
    """One event as it was held; `ends_on` is None for a single day.

    `participants` are heads that were only counted; who was written down stands in `attendances`,
    and both together came. `surveyed` is how many answered the questionnaire, `satisfied` how many
    of them were content; where a `tally` is kept, both follow from it. `place_code` is a unit of
    the register of places, "" for a free text. `is_held` is False while it is only agreed on.
    """

    title: Bilingual = NO_TEXT
    starts_on: date
    ends_on: date | None = None
    place: Bilingual = NO_TEXT
    place_code: str = ""
    topic: Bilingual = NO_TEXT
    speakers: Bilingual = NO_TEXT
    kind: ActivityKind = "other"
    is_held: bool = True
    format: ActivityFormat = "offline"
    narrative: Bilingual = NO_TEXT
    result: Bilingual = NO_TEXT
    counts_towards_beneficiaries: bool = True
    surveyed: Heads | None = None
    satisfied: Heads | None = None
    tally: SurveyTally = SurveyTally()
    participants: ParticipantCounts = ParticipantCounts()
    attendances: list[Attendance] = []
    evidence: list[Evidence] = []
