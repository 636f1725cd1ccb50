"""The details of an indicator: its plan as a phrase and as numbers, and where its fact comes from.

The phrase is read while it is typed, and the line below says how it was understood. What cannot be
told for sure is asked for in numbers. Reading phrases is the core's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QPushButton, QWidget

from grantee_app.language.message import LANGUAGES, Message, message
from grantee_app.records.evidence_terms import EVIDENCE_KINDS, name_evidence
from grantee_app.records.plan import PlannedValue
from grantee_app.records.plan_phrase import describe_plan, read_plan
from grantee_app.store.fields import find_field
from grantee_app.store.rows import gather_fields
from ui.editors.choice_editor import ChoiceEditor
from ui.pages.plan.detail import Detail
from ui.pages.plan.plan_words import NOTHING, tell_fact
from ui.record_form import Say
from ui.theme import set_role
from ui.widgets.field import Field
from ui.widgets.labels import make_label

if TYPE_CHECKING:
    from grantee_app.store.rows import Row

_NUMBERS: Final = ("plan_target", "plan_second_target", "plan_unit", "plan_comparison")


class IndicatorDetail(Detail):
    """Title, plan, where the fact comes from, and the fact that a person tells herself."""

    TABLE = "indicator"

    def build(self) -> None:
        """Add the fields."""
        self._fields: dict[str, Field] = {}
        self._wants_numbers = False
        words, form = self.words, self.form
        form.add_text(
            "title",
            lambda: words.gettext("Indicator"),
            example=message("Photos and videos"),
        )
        self.phrase = form.add_text(
            "plan_text",
            lambda: words.gettext("Plan, as the contract words it"),
            lambda: words.gettext("For example: «10», «4/1 from each event», «at least 80 %»."),
        )
        self.understood = make_label("secondary")
        self.understood.setContentsMargins(0, 0, 0, 0)
        self.numbers_button = QPushButton()
        self.numbers_button.setProperty("role", "link")
        self.numbers_button.clicked.connect(self._turn_numbers)
        form.add_widget(self.understood)
        form.add_widget(self.numbers_button)
        self._numbers = self._build_numbers()
        self._events = self._build_events()
        self._build_source()
        self._build_fact()
        form.edited.connect(self._note_edit)

    def _build_numbers(self) -> QWidget:
        words, form = self.words, self.form
        row = form.add_group(
            self._add("plan_target", lambda: words.gettext("Number")),
            self._add("plan_second_target", lambda: words.gettext("Second number")),
            self._add("plan_unit", lambda: words.gettext("Counted in")),
            self._add("plan_comparison", lambda: words.gettext("How much exactly")),
        )
        self._each = self._add(
            "plan_per_event", lambda: words.gettext("Does the number hold for each event?")
        )
        return row

    def _build_events(self) -> QWidget:
        words = self.words
        return self._add(
            "plan_events",
            lambda: words.gettext("How many events"),
            lambda: words.gettext("The whole plan is the number of each event times this."),
        )

    def _build_source(self) -> None:
        words, form = self.words, self.form
        form.add_heading(lambda: words.gettext("Where the fact comes from"))
        self._add(
            "counted_from",
            lambda: words.gettext("Count it from"),
            lambda: words.gettext("What Bastama can count from the records, nobody types again."),
        )
        kinds = {str(kind): name for kind, name in EVIDENCE_KINDS.items()}
        fields = []
        for column, say in (
            ("evidence_kind", lambda: words.gettext("Which evidence")),
            ("second_evidence_kind", lambda: words.gettext("Evidence of the second number")),
        ):
            editor = ChoiceEditor(
                words,
                find_field("indicator", column),
                kinds,
                say_none=lambda: words.gettext("not chosen"),
                letters=12,
            )
            self._fields[column] = form.add(column, editor, say)
            fields.append(self._fields[column])
        self._kinds = form.add_group(*fields)

    def _build_fact(self) -> None:
        words, form = self.words, self.form
        form.add_heading(lambda: words.gettext("Fact"))
        self._counted = make_label("secondary")
        form.add_widget(self._counted)
        form.add_row(
            self._add("fact_value", lambda: words.gettext("Fact told by hand")),
            self._add("fact_second_value", lambda: words.gettext("Second number of the fact")),
        )
        self._reason = form.add_text(
            "fact_reason",
            lambda: words.gettext("Why it differs from what was counted"),
        )
        form.add_text(
            "note",
            lambda: words.gettext("Note behind the fact"),
            lambda: words.gettext("The report prints it in brackets: «1 (602)»."),
        )

    def _add(self, column: str, say_label: Say, say_help: Say | None = None) -> Field:
        field = self.form.add(column, None, say_label, say_help)
        self._fields[column] = field
        return field

    # ------------------------------------------------------------------ what depends on what

    def set_records(self) -> None:
        """Show another indicator; its numbers are folded again."""
        self._wants_numbers = False
        super().set_records()

    def _turn_numbers(self) -> None:
        self._wants_numbers = not self._wants_numbers
        self.follow()
        if self._wants_numbers:
            self.form.show_field("plan_target")

    def _note_edit(self) -> None:
        self.follow()

    def follow(self) -> None:
        """Say how the phrase is understood and show the fields that it needs."""
        row = self._read_row()
        if row is None:
            return
        phrase = self._phrase()
        stored = PlannedValue.model_validate(gather_fields(PlannedValue, row, "plan_"))
        read = read_plan(phrase, events=stored.events) if phrase else None
        is_unread = bool(phrase) and read is None
        self._say_understood(row, stored if not phrase else read, is_unread=is_unread)
        shows_numbers = self._wants_numbers or is_unread
        self.setUpdatesEnabled(False)
        self._numbers.setVisible(shows_numbers)
        self._each.setVisible(shows_numbers)
        self.numbers_button.setVisible(not is_unread)
        plan = stored if shows_numbers else (read or stored)
        self._events.setVisible(plan.per_event or stored.per_event)
        source = self.form.editor("counted_from").value() or "typed"
        self._kinds.setVisible(source == "evidence")
        is_pair = plan.second_target is not None or bool(row["second_evidence_kind"])
        self._fields["second_evidence_kind"].setVisible(is_pair)
        has_second = is_pair or row["fact_second_value"] is not None
        self._fields["fact_second_value"].setVisible(has_second)
        self._say_fact(source)
        self.setUpdatesEnabled(True)

    def _read_row(self) -> Row | None:
        records = self.desk.workspace.records
        if not self.record_id or not records.has(self.TABLE, self.record_id):
            return None
        return records.read_row(self.TABLE, self.record_id)

    def _phrase(self) -> str:
        """Return the phrase that is being typed, else the one of the screen's language."""
        languages = sorted(
            LANGUAGES,
            key=lambda code: (
                not self.form.editor("plan_text", code).focus_target().hasFocus(),
                code != self.words.code,
            ),
        )
        texts = [self.form.editor("plan_text", code).value().strip() for code in languages]
        return next(filter(None, texts), "")

    def _say_understood(self, row: Row, plan: PlannedValue | None, *, is_unread: bool) -> None:
        words = self.words
        if is_unread or plan is None:
            said = words.gettext("Bastama cannot tell the number from these words. Write it here:")
            self.understood.setText(f"▲ {said}")
            set_role(self.understood, "secondary", tone="warn")
        else:
            told = describe_plan(plan, first=_name(row, ""), second=_name(row, "second_"))
            is_known = plan.target is not None
            self.understood.setText(("✓ " if is_known else "") + words.say(told))
            set_role(self.understood, "secondary", tone="ok" if is_known else "")
        fold = words.gettext("Hide the numbers")
        unfold = words.gettext("Write the numbers apart")
        self.numbers_button.setText(fold if self._wants_numbers else unfold)

    def _say_fact(self, source: str) -> None:
        words = self.words
        state = self.desk.state
        fact = state.figures.facts.get(self.record_id) if state else None
        line = self.node.line if self.node else None
        is_counted = source != "typed"
        self._counted.setVisible(is_counted)
        is_disputed = is_counted and fact is not None and fact.typed is not None
        self._reason.setVisible(is_disputed or self._has_reason())
        if not is_counted or line is None:
            return
        from grantee_app.figures import IndicatorFact  # noqa: PLC0415 (after the first paint)

        counted = IndicatorFact(fact.counted, fact.counted_second) if fact is not None else None
        shown = tell_fact(line, counted, words.code)
        self._counted.setText(
            words.gettext("Nothing is counted yet. A number written below goes before it.")
            if shown == NOTHING
            else words.gettext(
                "Counted from the records: {fact}. A number written below goes before it.",
                fact=shown,
            )
        )

    def _has_reason(self) -> bool:
        return any(self.form.editor("fact_reason", code).value().strip() for code in LANGUAGES)

    def tell_head(self) -> tuple[str, str]:
        """Return the number of the indicator, and plan and fact."""
        if self.node is None:
            return "", ""
        words = self.words
        head = words.gettext("Indicator {number}", number=self.node.number)
        return head, words.gettext(
            "plan {plan}, fact {fact}", plan=self.node.plan, fact=self.node.fact
        )

    def show_field(self, column: str, language: str = "", position: int | None = None) -> bool:
        """Put the cursor into a field, also one that is folded."""
        if column in {*_NUMBERS, "plan_per_event"}:
            self._wants_numbers = True
            self.follow()
        return super().show_field(column, language, position)


def _name(row: Row, which: str) -> Message | None:
    kind = row[f"{which}evidence_kind"]
    return name_evidence(kind) if kind else None
