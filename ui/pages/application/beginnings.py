"""How an application begins: from a known call, and from one that was written before.

Each is one step of undo. Knows the workspace, no widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grantee_app.language.message import LanguageCode, message
from grantee_app.records import Application

if TYPE_CHECKING:
    from datetime import date

    from grantee_app.workspace import Workspace
    from grantee_app.workspace.open_application import OpenApplication
    from ui.pages.application.begin_part import Beginning

# What a call says, whoever answers it.
_CALL: Final = (
    "language",
    "call_title",
    "funder",
    "deadline_on",
    "kind",
    "currency",
    "least_amount",
    "most_amount",
    "is_blind",
    "most_megabytes",
)


def begin_application(
    workspace: Workspace, project_id: str, beginning: Beginning, code: LanguageCode, today: date
) -> str:
    """Begin what was chosen in a project; return the id. Errors as `Applications.begin`."""
    application = _make_application(workspace, beginning, code)
    with workspace.change(message("Application begun").msgid):
        workspace.applications.begin(project_id, application)
        if beginning.source:
            workspace.applications.copy_from(application.id, beginning.source, today)
    return application.id


def write_again(workspace: Workspace, opened: OpenApplication, today: date) -> str:
    """Begin a new project that takes an application over, its days moved on by a year.

    Return the project's id; errors as `reuse_application`.
    """
    from grantee_app.workspace.reusing import reuse_application  # noqa: PLC0415 (rare)

    old = opened.application
    version = workspace.applications.find_newer_version(old.form, old.version) or old.version
    fresh = Application(
        form=old.form,
        version=version,
        language=old.language,
        funder=old.funder,
        kind=old.kind,
        currency=old.currency,
        is_blind=old.is_blind,
    )
    title = opened.project_title
    return reuse_application(workspace, old.id, title, fresh, today).project_id


def _make_application(
    workspace: Workspace, beginning: Beginning, code: LanguageCode
) -> Application:
    """Return the record to begin with: what a known call says, else what the form allows."""
    form = workspace.applications.load_form(beginning.form_id, beginning.version)
    known: dict[str, object] = {"language": code}
    if beginning.call:
        before = workspace.applications.load(beginning.call).application
        known = {name: getattr(before, name) for name in _CALL}
    if known.get("kind") not in form.grant_kinds:
        known["kind"] = form.grant_kinds[0]
    if known.get("currency") not in form.currencies:
        known["currency"] = form.currencies[0]
    return Application(form=form.id, version=form.version, **known)
