"""One thing to do next: what it is, in words, and where it is done.

Knows neither why it was chosen nor how it is shown.
"""

from __future__ import annotations

from typing import Final, Literal

from grantee_app.frozen import frozen
from grantee_app.language.message import Message

StepKind = Literal["deadline", "error", "evidence", "deviation", "warning", "begin"]
StepTone = Literal["bad", "warn", ""]
# Where names are forgotten, on the page of participants.
FORGETTING: Final = "forget"


@frozen
class NextStep:
    """`action` is the verb of the button; `step`, `record_id` and `field` are where it leads.

    `due` is the record that a deadline is of, as `DueDay` tells it.
    """

    kind: StepKind
    tone: StepTone
    title: Message
    detail: Message | None
    action: Message
    step: str
    record_id: str = ""
    field: str = ""
    due: str = ""
