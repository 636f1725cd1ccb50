"""Forms as data: reading `forms/` and the answers that belong to them.

Knows records, not storage, figures or paper.
"""

from grantee_app.form.catalogue import (
    STATE_FINAL_REPORT,
    list_application_forms,
    list_forms,
    load_application_form,
    load_form,
    read_application_form,
    read_form,
)
from grantee_app.form.definition import FormDefinition

__all__ = [
    "STATE_FINAL_REPORT",
    "FormDefinition",
    "list_application_forms",
    "list_forms",
    "load_application_form",
    "load_form",
    "read_application_form",
    "read_form",
]
