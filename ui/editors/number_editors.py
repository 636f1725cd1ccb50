"""Numbers: a count, a number with a fraction, a sum of money.

Read as people type them («7 мың», «1,5 млн»), grouped in threes when they are left.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QWidget

from grantee_app.language.numbers import group_digits
from grantee_app.store.fields import Columns, Field
from ui.editors.field_editor import FieldEditor
from ui.screen_language import ScreenLanguage
from ui.widgets.labels import make_line_label

TENGE = "₸"
_PADDING = 22


class NumberEditor(FieldEditor):
    """A number, to the right, grouped; `unit` is a word or sign that stands behind it."""

    _is_narrow = False

    def __init__(
        self, words: ScreenLanguage, field: Field, parent: QWidget | None = None, *, unit: str = ""
    ) -> None:
        super().__init__(words, field, parent)
        self._align_right()
        self._unit = make_line_label("secondary", self)
        self.row.addWidget(self._unit)
        self.row.addStretch()
        self.set_unit(unit)

    def set_unit(self, unit: str) -> None:
        """Show another word or sign behind the number, "" for none."""
        self._unit.setText(unit)
        self._unit.setVisible(bool(unit))

    def take_measure(self) -> None:
        """Keep the widest usual number in sight, and take little more."""
        widest = "0 000 000 000" if self.field.kind == "money" else "0 000 000"
        width = self.fontMetrics().horizontalAdvance(widest)
        least = width + _PADDING
        self.line.setMinimumWidth(least)
        self.line.setMaximumWidth(least if self._is_narrow else 2 * width)

    def keep_narrow(self) -> None:
        """Take no more width than a number needs, as in a column of a table."""
        self._is_narrow = True
        self.take_measure()

    def _spell(self, columns: Columns) -> str:
        value = columns[self.field.name]
        if value is None or (value == 0 and self.field.kind == "money" and self.field.empty == 0):
            return ""
        return group_digits(value if isinstance(value, int) else _plain(Decimal(str(value))))


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number


class WholeNumberEditor(NumberEditor):
    """A count."""


class MoneyEditor(NumberEditor):
    """A sum in whole tenge, or in the currency that `unit` names."""

    def __init__(
        self,
        words: ScreenLanguage,
        field: Field,
        parent: QWidget | None = None,
        *,
        unit: str = TENGE,
    ) -> None:
        super().__init__(words, field, parent, unit=unit)
