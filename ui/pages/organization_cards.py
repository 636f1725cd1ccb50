"""The profile of an organisation, card by card: which fields, in which words, beside each other.

Only builds; what is shown of it, and when, is the page's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Final, Literal

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from grantee_app.frozen import frozen
from grantee_app.language.message import N_, Message
from grantee_app.language.reading import Reading
from grantee_app.records.identifiers import check_beneficiary_code, check_bin, check_iban
from grantee_app.records.legal_forms import UNREGISTERED, has_part
from grantee_app.records.organization import LegalForm
from ui.desk import Desk
from ui.editors.editor import Editor
from ui.editors.kinds import make_editor
from ui.editors.line_editor import LineEditor
from ui.record_form import RecordForm
from ui.widgets.field import Field
from ui.widgets.labels import make_label

TABLE: Final = "organization"


@frozen
class Ask:
    """A field: its column and words; `of_group` are those for who is not registered."""

    column: str
    label: str
    help: str = ""
    kind: Literal["value", "text", "long"] = "value"
    example: str = ""
    of_group: tuple[str, str] | None = None
    # Stands beside the field before it where there is room; so wide in letters.
    beside: bool = False


@frozen
class CardPlan:
    """A card: its heading and fields."""

    name: str
    heading: str
    asks: tuple[Ask, ...]
    of_group: str = ""


LEFT: Final = (
    CardPlan(
        "names",
        N_("Name and legal form"),
        (
            Ask(
                "legal_form",
                N_("Legal form"),
                N_("Whoever is not registered anywhere is an initiative group or a person."),
            ),
            Ask(
                "name",
                N_("Full name"),
                N_("Word for word as in the certificate: it is printed on the cover."),
                "text",
                of_group=(
                    N_("Name of the group"),
                    N_("As you call yourselves: it is printed on the cover."),
                ),
            ),
            Ask("short_name", N_("Short name"), N_("For the side bar and for lists."), "text"),
        ),
    ),
    CardPlan(
        "registration",
        N_("Registration"),
        (
            Ask(
                "bin",
                N_("BIN"),
                N_("Twelve digits; they stand in the certificate of state registration."),
            ),
            Ask(
                "registered_on",
                N_("Day of registration"),
                N_("The first one, from the same certificate."),
                beside=True,
            ),
            Ask(
                "territorial_status",
                N_("Territorial status"),
                N_("It stands in the charter, beside the name."),
            ),
            Ask("employees", N_("Employees"), N_("How many are on the staff."), beside=True),
            Ask(
                "territory",
                N_("Territory of work"),
                N_("Where the charter lets you work: a commission looks at this first."),
                "text",
            ),
            Ask(
                "is_in_ngo_database",
                N_("In the NGO Database"),
                N_("State grants go only to organisations that are in it."),
            ),
        ),
    ),
    CardPlan(
        "charter",
        N_("Charter"),
        (
            Ask(
                "charter_purposes",
                N_("Purposes by the charter"),
                N_(
                    "Copy the clauses that cover your projects, with their numbers: an application "
                    "must rest on them."
                ),
                "long",
            ),
        ),
    ),
)
RIGHT: Final = (
    CardPlan(
        "people",
        N_("Head and accountant"),
        (
            Ask(
                "head",
                N_("Head"),
                N_(
                    "Surname, name and, if there is one, patronymic, as in the identity card: they "
                    "are printed on the cover."
                ),
                "text",
                of_group=(
                    N_("Leader"),
                    N_("Surname, name and, if there is one, patronymic, as in the identity card."),
                ),
            ),
            Ask(
                "head_position",
                N_("Position"),
                "",
                "text",
                example=N_("for example: chairperson"),
            ),
            Ask("accountant", N_("Accountant"), "", "text"),
        ),
        of_group=N_("Leader of the group"),
    ),
    CardPlan(
        "contacts",
        N_("Address and contacts"),
        (
            Ask(
                "address",
                N_("Legal address"),
                N_("Oblast, district, village, street, house: it is printed on the cover."),
                "text",
                of_group=(
                    N_("Address"),
                    N_("Oblast, district, village, street, house: it is printed on the cover."),
                ),
            ),
            Ask("actual_address", N_("Actual address"), N_("Where you can be found."), "text"),
            Ask("phone", N_("Telephone"), N_("Several are parted by commas.")),
            Ask("email", N_("E-mail"), N_("One that is read."), beside=True),
            Ask("website", N_("Web page")),
        ),
    ),
    CardPlan(
        "bank",
        N_("Bank details"),
        (
            Ask("bank", N_("Bank"), "", "text"),
            Ask(
                "iban",
                N_("Account (IBAN)"),
                N_("KZ and eighteen signs more, from the bank's paper on the account."),
            ),
            Ask("bic", N_("Code of the bank (BIC)"), N_("From the same paper.")),
            Ask(
                "beneficiary_code",
                N_("Кбе"),
                N_("Two digits, mostly 18 for an NGO."),
                beside=True,
            ),
        ),
    ),
)


class Card(QFrame):
    """A card with its heading and the form that fills it."""

    def __init__(
        self,
        desk: Desk,
        plan: CardPlan,
        form_of: Callable[[], LegalForm],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.plan = plan
        self._words = desk.words
        self._form_of = form_of
        self.setProperty("role", "card")
        self.heading = make_label("heading")
        self.form = RecordForm(desk, TABLE, "", self)
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 18)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.form)
        for place, ask in enumerate(plan.asks):
            self._add(ask, desk)
            if ask.beside:
                # At once: Tab follows the order in which things come to their place.
                self._put_beside(plan.asks[place - 1].column, ask.column)
        self.retranslate()

    def _add(self, ask: Ask, desk: Desk) -> None:
        gettext = desk.words.gettext

        def say_label() -> str:
            return gettext(self._words_of(ask)[0])

        def say_help() -> str:
            about = self._words_of(ask)[1]
            return gettext(about) if about else ""

        if ask.kind == "value":
            made = self.form.add(ask.column, _make_editor(desk, ask.column), say_label, say_help)
        else:
            made = self.form.add_text(
                ask.column,
                say_label,
                say_help,
                long=ask.kind == "long",
                lines=5,
                example=Message(ask.example) if ask.example else None,
            )
        self.fields[ask.column] = made

    def _put_beside(self, *columns: str) -> None:
        least = self.fontMetrics().averageCharWidth() * 24
        self.form.add_row(*(self.fields[column] for column in columns), least=least)

    def _words_of(self, ask: Ask) -> tuple[str, str]:
        if ask.of_group is not None and self._form_of() in UNREGISTERED:
            return ask.of_group
        return ask.label, ask.help

    def show_form(self, legal_form: LegalForm) -> None:
        """Show the fields that this legal form has, and hide the card where it has none."""
        shown = 0
        for column, made in self.fields.items():
            is_here = has_part(legal_form, column)
            made.setVisible(is_here)
            shown += is_here
        self.setVisible(shown > 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the heading and the fields in the language of the screen."""
        plan = self.plan
        is_group = bool(plan.of_group) and self._form_of() in UNREGISTERED
        self.heading.setText(self._words.gettext(plan.of_group if is_group else plan.heading))
        self.form.retranslate()


def iterate_asks() -> Iterator[Ask]:
    """Yield every field of the profile."""
    for plan in (*LEFT, *RIGHT):
        yield from plan.asks


# ---------------------------------------------------------------------- numbers, as they are typed


def _make_editor(desk: Desk, column: str) -> Editor:
    if column == "beneficiary_code":
        return LineEditor(desk.words, read=check_beneficiary_code)
    if column == "iban":
        return AccountEditor(desk.words, read=check_iban, explain=NUMBERS[column].explain)
    if column in NUMBERS:
        return make_editor(desk.words, TABLE, column, explain=NUMBERS[column].explain)
    return make_editor(desk.words, TABLE, column)


@frozen
class TypedNumber:
    """A number with a check: how long it is, and what is said while it grows and when it holds."""

    length: int
    read: Callable[[str], Reading[str]]
    holds: Message = field(default_factory=lambda: Message(N_("✓ The check digits agree.")))

    def explain(self, text: str) -> Message | None:
        """Return how far the number is, or that it holds."""
        reading = self.read(text)
        if reading.value:
            return self.holds
        count = count_signs(text)
        if count < self.length:
            return Message(
                N_("{count} of {length} signs."), {"count": count, "length": self.length}
            )
        return None

    def is_whole(self, text: str) -> bool:
        """Tell whether enough is typed to judge it."""
        return count_signs(text) >= self.length


class AccountEditor(LineEditor):
    """An account: kept in one word, shown in groups of four."""

    def value(self) -> str:
        """Return the account without spaces, or what was typed where it is none."""
        account = check_iban(self.line.text()).value
        return "".join(account.split()) if account else super().value()

    def _show(self, stored: str) -> str:
        return check_iban(stored).value or stored


def count_signs(text: str) -> int:
    """Return how many letters and digits there are."""
    return sum(sign.isalnum() for sign in text)


NUMBERS: Final[dict[str, TypedNumber]] = {
    "bin": TypedNumber(12, check_bin),
    "iban": TypedNumber(20, check_iban),
}
