"""The page of an empty workspace: three short questions, and the work begins.

Language, who is asking, the first names – or the sample, or what exists already. Enter goes on, Esc
goes back, what was typed stays. Knows nothing of how any of it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from grantee_app.settings import Who
from ui.pages.first_questions import LanguageQuestion, NamesQuestion, Question, WhoQuestion
from ui.screen_language import ScreenLanguage
from ui.theme import Theme, set_role
from ui.widgets.labels import make_label, make_line_label, make_rule
from ui.widgets.most_width import MostWidth
from ui.widgets.notice_strip import NoticeStrip

if TYPE_CHECKING:
    from ui.first_start import FirstAnswers

WIDTH: Final = 640


class FirstRunPage(QWidget):
    """`begin_wanted` brings a FirstAnswers, `who_chosen` and `language_chosen` what to remember.

    `who` is what was answered before: then only the last question is left.
    """

    # The page of the guide that F1 opens.
    HELP: ClassVar[str] = "first-start"

    language_chosen = Signal(str)
    who_chosen = Signal(str)
    begin_wanted = Signal(object)
    sample_wanted = Signal()
    import_wanted = Signal()
    backup_wanted = Signal()
    folder_wanted = Signal()

    def __init__(
        self,
        words: ScreenLanguage,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        who: Who = "",
    ) -> None:
        super().__init__(parent)
        self._words = words
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.notice = NoticeStrip(words, theme)
        self.language = LanguageQuestion(words, theme)
        self.who = WhoQuestion(words, theme, who)
        self.names = NamesQuestion(words)
        self.questions: tuple[Question, ...] = (self.language, self.who, self.names)
        self.place = 2 if who else 0
        self._build()
        self._wire()
        words.changed.connect(self.retranslate)
        self.show_question(self.place)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._welcome = make_label("secondary")
        self._count = make_line_label("secondary")
        self.back_button = QPushButton()
        self.sample_button = QPushButton()
        self.next_button = QPushButton()
        set_role(self.next_button, "primary")
        self._about_sample = make_label("secondary")
        self.known_button = QPushButton()
        set_role(self.known_button, "link")
        card = QFrame()
        card.setProperty("role", "card")
        MostWidth(card, self._theme, WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 20, 28, 16)
        inside.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self._welcome, 1)
        head.addWidget(self._count)
        inside.addLayout(head)
        for question in self.questions:
            inside.addWidget(question)
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self.back_button)
        ways.addStretch()
        ways.addWidget(self.sample_button)
        ways.addWidget(self.next_button)
        inside.addSpacing(4)
        inside.addLayout(ways)
        inside.addWidget(self._about_sample)
        inside.addWidget(make_rule())
        foot = QHBoxLayout()
        foot.addWidget(self.known_button)
        foot.addStretch()
        inside.addLayout(foot)
        self._lay_out(card)

    def _lay_out(self, card: QFrame) -> None:
        centred = QHBoxLayout()
        centred.setContentsMargins(24, 24, 24, 24)
        centred.addStretch(1)
        centred.addWidget(card, 6)
        centred.addStretch(1)
        ground = QWidget()
        middle = QVBoxLayout(ground)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addLayout(centred)
        middle.addStretch(2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(area, 1)

    def _wire(self) -> None:
        self.language.chosen.connect(self.language_chosen)
        self.who.chosen.connect(self._take_who)
        for question in self.questions:
            question.answered.connect(self.go_on)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.known_button.clicked.connect(self._open_menu)

    def _open_menu(self) -> None:
        self.make_menu().popup(self.known_button.mapToGlobal(self.known_button.rect().topLeft()))

    def make_menu(self) -> QMenu:
        """Return the menu of whoever has worked with Bastama before."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, signal in (
            (self._words.gettext("&Choose a project file…"), self.import_wanted),
            (self._words.gettext("Open a back&up…"), self.backup_wanted),
            (self._words.gettext("Another &folder…"), self.folder_wanted),
        ):
            menu.addAction(text).triggered.connect(signal)
        return menu

    # ------------------------------------------------------------------ questions

    def show_question(self, place: int) -> None:
        """Ask a question, counted from 0."""
        self.place = place
        for number, question in enumerate(self.questions):
            question.setVisible(number == place)
        self.names.set_who(self.who.value())
        is_last = place == len(self.questions) - 1
        self.back_button.setVisible(place > 0)
        self.sample_button.setVisible(is_last)
        self._about_sample.setVisible(is_last)
        self.retranslate()
        self._focus()

    def go_on(self) -> None:
        """Ask the next question, or begin after the last one."""
        if self.place == 1 and not self.who.value():
            self.who.focus_first()
            return
        if self.place < len(self.questions) - 1:
            self.show_question(self.place + 1)
        else:
            self.begin_wanted.emit(self.answers())

    def go_back(self) -> None:
        """Ask the question before."""
        if self.place:
            self.show_question(self.place - 1)

    def answers(self) -> FirstAnswers:
        """Return what was answered so far."""
        from ui.first_start import FirstAnswers  # noqa: PLC0415

        return FirstAnswers(
            self.who.value() or "ngo", self.names.organization(), self.names.title()
        )

    def _take_who(self, who: str) -> None:
        self.next_button.setEnabled(True)
        self.who_chosen.emit(who)

    def _focus(self) -> None:
        self.questions[self.place].focus_first()

    # ------------------------------------------------------------------ words, keys

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; what is typed stays."""
        words = self._words
        self._welcome.setText(words.gettext("Welcome to Bastama"))
        self._count.setText(f"{self.place + 1} / {len(self.questions)}")
        self._count.setAccessibleName(
            words.gettext(
                "Question {number} of {count}", number=self.place + 1, count=len(self.questions)
            )
        )
        for question in self.questions:
            question.retranslate()
        is_last = self.place == len(self.questions) - 1
        self.next_button.setText(words.gettext("&Begin") if is_last else words.gettext("&Next"))
        self.next_button.setEnabled(self.place != 1 or bool(self.who.value()))
        self.back_button.setText(words.gettext("Bac&k"))
        self.sample_button.setText(words.gettext("&Look at the sample"))
        self._about_sample.setText(
            words.gettext(
                "The sample is an invented project with its whole report: try everything, nothing "
                "can be spoilt, and one button throws it away."
            )
        )
        self.known_button.setText(words.gettext("I have &worked with Bastama before ▾"))

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where the answer is given."""
        super().showEvent(event)
        # The window shows its pages one after another while it is furnished.
        QTimer.singleShot(0, self, self._focus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, or presses the button it stands on; Esc goes back."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            here = self.focusWidget()
            if isinstance(here, QPushButton):
                here.click()
            else:
                self.go_on()
            return
        if event.key() == Qt.Key.Key_Escape:
            if self.notice.isVisible():
                self.notice.close_notice()
            else:
                self.go_back()
            return
        super().keyPressEvent(event)
