"""One application on one day: what its rules and its page look at, under the same names.

What a date without its year means follows from the day. Nothing is written here.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from grantee_app.form.application_form import ApplicationForm
    from grantee_app.form.filled import FilledForm
    from grantee_app.form.values import FormValues
    from grantee_app.records import Application, Organization
    from grantee_app.workspace.open_application import OpenApplication


class ApplicationOnDay:
    """The parts of `opened` on the day `today`; whoever has both is one."""

    opened: OpenApplication
    today: date

    @property
    def application(self) -> Application:
        """The call and the state."""
        return self.opened.application

    @property
    def organization(self) -> Organization:
        """Who applies."""
        return self.opened.organization

    @property
    def form(self) -> ApplicationForm:
        """The form that is filled in."""
        return self.opened.form

    @property
    def filled(self) -> FilledForm:
        """The form with its answers."""
        return self.opened.filled

    @cached_property
    def values(self) -> FormValues:
        """Everything that was written, read once for this `opened`."""
        return self.opened.read_values(self.today)
