"""What a rule found: a code, how grave it is, a sentence and the place it leads to.

Knows neither the rules nor the records they read.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from grantee_app.frozen import frozen
from grantee_app.language.message import Message, message

Severity: TypeAlias = Literal["error", "warning", "note"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")


@frozen
class Finding:
    """One contradiction, gap or remark; it never stops anybody's work.

    `place` is the id of a section of the form, alone or followed by "/" and what the finding is
    about: the id of a record, the path of an answer or the key of a line of the cover.
    """

    code: str
    severity: Severity
    message: Message
    place: str
    # Whom it is about, for the screen alone: a finding that is printed or logged tells numbers.
    people: tuple[str, ...] = ()

    @property
    def told(self) -> Message:
        """The sentence as the screen tells it, with the people whom it is about."""
        if not self.people:
            return self.message
        return message("{sentence} {people}", sentence=self.message, people=", ".join(self.people))

    @property
    def section(self) -> str:
        """The section of the form that the place lies in."""
        return self.place.partition("/")[0]


def sort_findings(findings: list[Finding], section_ids: list[str]) -> list[Finding]:
    """Return the findings, errors first, then in the order of the form's sections."""
    order = {section: position for position, section in enumerate(section_ids)}
    return sorted(
        findings,
        key=lambda found: (
            SEVERITIES.index(found.severity),
            order.get(found.section, len(order)),
        ),
    )
