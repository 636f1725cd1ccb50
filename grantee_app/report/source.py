"""What a report is made of, at one moment and for one language."""

from __future__ import annotations

from dataclasses import dataclass

from grantee_app.figures import ProjectFigures
from grantee_app.form.answers import Answers
from grantee_app.form.definition import FormDefinition
from grantee_app.language.message import LanguageCode
from grantee_app.records import Bilingual, ProjectFile
from grantee_app.report.told import Told, tell_text


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a report is made of, at one moment and for one language."""

    form: FormDefinition
    content: ProjectFile
    figures: ProjectFigures
    answers: Answers
    language: LanguageCode

    def say(self, text: Bilingual) -> str:
        """Return a label of the form in the language of the report."""
        return text.spoken_in(self.language)

    def tell(self, text: Bilingual) -> Told:
        """Return a text of the project, marked where it is in the other language."""
        return tell_text(text, self.language, self.form.words)

    @property
    def nothing(self) -> str:
        """What stands where there is nothing to tell."""
        return self.say(self.form.words.nothing)
