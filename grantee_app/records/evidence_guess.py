"""What a dropped file probably is, told by its bytes' kind and by words in its name.

A guess only: whoever dropped it may say otherwise. Knows no file.
"""

from __future__ import annotations

import re
from typing import Final

from grantee_app.language.folding import fold_text
from grantee_app.records.activity import EvidenceKind
from grantee_app.records.attachment import PHOTO_TYPES, VIDEO_TYPES, MediaType

# Parts of words as fold_text leaves them, in Kazakh, Russian, English and Latin letters.
_WORDS: Final[tuple[tuple[EvidenceKind, str], ...]] = (
    ("press_release", r"пресс|баспасоз|press|baspasoz"),
    ("participant_list", r"тизим|список|катысушы|участник|регистрац|tizim|spisok|list|qatysushy"),
    ("programme", r"багдарлам|программ|кесте|расписан|bagdarlam|bağdarlam|program"),
    ("speaker_information", r"спикер|speaker|spiker|резюме|түйиндеме|\bcv\b|туйиндеме"),
    ("questionnaire", r"сауалнам|анкет|опрос|anket|saualnama|survey"),
    ("feedback", r"пикир|отзыв|otzyv|pikir|feedback"),
    ("information_letter", r"хат\b|письмо|pismo|khat\b|hat\b|letter"),
    ("minutes", r"хаттам|протокол|protokol|khattama"),
    ("award_list", r"марапат|награ|marapat|award"),
    ("presentation", r"презентац|тусаукесер|слайд|slide|presentat"),
    ("infographic_report", r"инфограф|infograf"),
    ("analysis", r"талдау|анализ|analiz|taldau"),
    ("digest", r"дайджест|digest"),
    ("brochure", r"брошюр|буклет|китапша|brosh|buklet"),
    ("social_post", r"пост\b|post\b|инстаграм|instagram|facebook|скрин|screenshot|снимок экрана"),
    ("media_publication", r"жарияланым|публикац|газет|newspaper"),
)
_PATTERNS: Final = tuple((kind, re.compile(words)) for kind, words in _WORDS)
_SLIDES: Final = frozenset(
    {
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.presentation",
    }
)
# A sheet or a scan without a telling name is, at an event, most often the list of who came.
_SHEETS: Final = frozenset(
    {
        "application/pdf",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)


def guess_kind(
    name: str, media_type: MediaType, missing: frozenset[str] = frozenset()
) -> EvidenceKind:
    """Return the kind of a file called `name`; `missing` are the kinds still asked for."""
    if media_type in VIDEO_TYPES:
        return "video"
    told = re.sub(r"[_\-.]+", " ", fold_text(name))
    for kind, pattern in _PATTERNS:
        if pattern.search(told):
            return kind
    if media_type in PHOTO_TYPES:
        return "photo"
    if media_type in _SLIDES:
        return "presentation"
    if media_type in _SHEETS and "participant_list" in missing:
        return "participant_list"
    papers: list[EvidenceKind] = [kind for kind, _ in _PATTERNS if kind in missing]
    return papers[0] if len(papers) == 1 else "other"
