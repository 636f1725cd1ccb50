"""Where in an open project something is: a step, a record on its page, a field of the record.

Findings, undo and links of Home lead to places. Knows no page.
"""

from __future__ import annotations

from typing import Final, Literal

from grantee_app.frozen import frozen

Step = Literal[
    "home",
    "application",
    "plan",
    "activities",
    "participants",
    "money",
    "report",
    "organization",
]

# In the order of the work; the profile of the organisation stands apart, at the foot.
STEPS: Final[tuple[Step, ...]] = (
    "home",
    "application",
    "plan",
    "activities",
    "participants",
    "money",
    "report",
)
ALL_STEPS: Final[tuple[Step, ...]] = (*STEPS, "organization")


@frozen
class Place:
    """`record` is the id of a record or, on the report, of a section; `field` a column's name.

    On the application `record` is a section and `field` the key of a field, alone or followed by
    the row and the column of a table («budget/<row>/price»).

    `part` tells a page with several parts which one is meant.
    """

    step: Step
    record: str = ""
    field: str = ""
    part: str = ""
