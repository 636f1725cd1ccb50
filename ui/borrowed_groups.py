"""The sentence for a project whose report asks for no groups of people: whose groups are shown.

Said wherever groups are seen or typed, so that nobody takes them for something that is asked of
her. Knows no widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantee_app.form.catalogue import find_counting_form

if TYPE_CHECKING:
    from grantee_app.form.definition import FormDefinition
    from ui.screen_language import ScreenLanguage


def say_borrowed(words: ScreenLanguage, form: FormDefinition | None) -> str:
    """Return whose groups people are counted in, "" where `form` has its own or is not known."""
    counting = find_counting_form(form) if form is not None else None
    if counting is None or counting is form:
        return ""
    return words.gettext(
        "The report of this project asks for no groups of people. To see who came, they are "
        "counted in those of the form «{form}».",
        form=words.name(counting.name),
    )
