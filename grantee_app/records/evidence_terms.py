"""The words for the kinds of evidence, to be said through the catalogue."""

from __future__ import annotations

from typing import Final

from grantee_app.language.message import N_, Message
from grantee_app.records.activity import EvidenceKind

EVIDENCE_KINDS: Final[dict[EvidenceKind, str]] = {
    "press_release": N_("press release"),
    "social_post": N_("post in social networks"),
    "media_publication": N_("publication in the media"),
    "photo": N_("photo"),
    "video": N_("video"),
    "programme": N_("programme"),
    "information_letter": N_("information letter"),
    "speaker_information": N_("information on a speaker"),
    "participant_list": N_("list of participants"),
    "feedback": N_("feedback"),
    "questionnaire": N_("questionnaire"),
    "analysis": N_("analysis"),
    "infographic_report": N_("infographic report"),
    "digest": N_("digest"),
    "award_list": N_("list of awards"),
    "presentation": N_("slides"),
    "brochure": N_("brochure"),
    "consultation": N_("record of a consultation"),
    "rules": N_("rules of the contest"),
    "commission": N_("members of the commission"),
    "announcement": N_("announcement"),
    "application": N_("application of a contestant"),
    "minutes": N_("minutes"),
    "winner_list": N_("list of winners"),
    "contract": N_("contract with a winner"),
    "activity_plan": N_("plan of activities"),
    "monitoring_report": N_("monitoring report"),
    "report": N_("written report"),
    "social_page": N_("page in a social network"),
    "article": N_("article"),
    "link_list": N_("list of links"),
    "section": N_("section of a forum"),
    "other": N_("other evidence"),
}


def name_evidence(kind: EvidenceKind) -> Message:
    """Return the name of a kind of evidence."""
    return Message(EVIDENCE_KINDS[kind])
