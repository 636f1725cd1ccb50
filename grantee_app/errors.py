"""The errors a person may be told about.

Each carries a Message, so that the screen can say it in her language while a log and a traceback
stay English. Programming mistakes keep Python's own exceptions. Nothing here knows a file, a
table or a form.
"""

from __future__ import annotations

from grantee_app.language.message import Message


class BastamaError(Exception):
    """Something went wrong that can be explained to the user; `message` says it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class FileProblem(BastamaError):  # noqa: N818 (a problem to solve, not a failure of ours)
    """A file or a folder cannot be read, written, found or understood."""


class DataProblem(BastamaError):  # noqa: N818
    """What was typed or imported cannot be taken as it is.

    `place` says where, in the words of the one who raises it: a field's key, a row, a line of a
    form file. It is for finding the spot, not for showing.
    """

    def __init__(self, message: Message, place: str = "") -> None:
        super().__init__(message)
        self.args = (message, place)
        self.place = place

    def __str__(self) -> str:
        said = super().__str__()
        return f"{self.place}: {said}" if self.place else said


class StoreProblem(BastamaError):  # noqa: N818
    """The project's database cannot be opened, trusted or written."""
