"""What a report is made of, at one moment and for one language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grantee_app.figures import WHOLE, Period, ProjectFigures
from grantee_app.form.answers import Answers
from grantee_app.form.definition import FormDefinition
from grantee_app.frozen import frozen
from grantee_app.language.message import LanguageCode
from grantee_app.records import Activity, Bilingual, PlannedActivity, ProjectFile
from grantee_app.report.told import Told, tell_text

if TYPE_CHECKING:
    from grantee_app.store.encryption.keys import DataKey


@frozen
class Source:
    """Everything a report is made of, at one moment and for one language.

    `content` and `figures` are those of the `period`, `whole` is the project with all its days.
    `files` is the folder of the workspace, for photos; `key` opens what is encrypted there.
    """

    form: FormDefinition
    content: ProjectFile
    figures: ProjectFigures
    answers: Answers
    language: LanguageCode
    period: Period = WHOLE
    whole: ProjectFile | None = None
    files: Path | None = None
    key: DataKey | None = None

    def say(self, text: Bilingual) -> str:
        """Return a label of the form in the language of the report."""
        return text.spoken_in(self.language)

    def tell(self, text: Bilingual) -> Told:
        """Return a text of the project, marked where it is in the other language."""
        return tell_text(text, self.language, self.form.words)

    def count_heads(self, activity: Activity) -> int | None:
        """Return how many came to an activity, named or only counted; None where nobody knows."""
        came = self.figures.activity_people.get(activity.id)
        return came.total if came else None

    @property
    def nothing(self) -> str:
        """What stands where there is nothing to tell."""
        return self.say(self.form.words.nothing)

    def tells_of(self, planned: PlannedActivity) -> bool:
        """Tell whether a planned activity has anything to do with the period of the report."""
        if not self.period.is_limited or planned.held_events or planned.evidence:
            return True
        return self.period.meets(planned.starts_on, planned.ends_on)
