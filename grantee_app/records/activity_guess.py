"""What kind of activity a title speaks of, told by its words.

A guess only: whoever wrote the title may say otherwise. Knows no plan and no log.
"""

from __future__ import annotations

import re
from typing import Final

from grantee_app.language.folding import fold_text
from grantee_app.records.activity import ActivityKind
from grantee_app.records.base import Bilingual

# Parts of words as fold_text leaves them; the first that is found tells.
_WORDS: Final[tuple[tuple[ActivityKind, str], ...]] = (
    ("small_grants_contest", r"шагын грант|малых грантов|малые гранты"),
    ("seminar", r"семинар"),
    ("training", r"тренинг"),
    ("round_table", r"донгелек устел|кругл\w+ стол"),
    ("press_conference", r"баспасоз маслихат|пресс-?конференц"),
    ("conference", r"конференц"),
    ("forum", r"форум"),
    ("fair", r"жарменке|ярмарк"),
    ("video_lesson", r"бейне-?\s?сабак|видео-?\s?урок"),
    ("lecture", r"лекци|дарис"),
    ("master_class", r"шеберлик сыныб|шеберлик сабаг|мастер-?класс"),
    ("consultation", r"кенес беру|консультац"),
    ("survey", r"сауалнама|опрос|анкетир"),
    ("monitoring", r"мониторинг"),
    ("research", r"зерттеу|исследован"),
    ("public_hearing", r"тындау|слушани"),
    ("contest", r"байкау|конкурс"),
    ("exhibition", r"корме|выставк"),
    ("community_action", r"сенбилик|\bакци[яи]|субботник"),
    ("information_campaign", r"акпарат|информацион|желилер|социальн\w+ сет"),
    ("summer_school", r"жазгы мектеп|летн\w+ школ"),
    ("study_visit", r"(?:оку|танысу|тажирибе алмасу) сапар|(?:учебн|ознакомительн)\w+ поездк"),
    ("online_meeting", r"онлайн-?\s?(?:кездесу|жиналыс|встреч|собрани)|вебинар"),
    ("presentation", r"тусаукесер|презентац"),
    ("competition", r"жарыс|соревнован"),
)
_PATTERNS: Final = tuple((kind, re.compile(words)) for kind, words in _WORDS)


def guess_activity_kind(title: Bilingual) -> ActivityKind | None:
    """Return the kind of activity that a title speaks of, None where it does not tell."""
    told = f"{fold_text(title.kk)} {fold_text(title.ru)}"
    return next((kind for kind, words in _PATTERNS if words.search(told)), None)
