"""The drawer with the guide: a page, the way back, the contents, and a search.

Shows pages of the guide in the language of the screen and stays at the same place when that
changes. Knows nothing of the pages of the project; who opens it says which page is meant.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from grantee_app.frozen import frozen
from grantee_app.guide.pages import CONTENTS, GuidePage, has_page, read_page
from grantee_app.guide.search import Found, search_guide
from ui.help_text import read_address, write_help, write_help_style
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.help_results import HelpResults
from ui.widgets.labels import make_label
from ui.widgets.signs import draw_sign

SEARCH_AFTER_MS: Final = 120
_BY_KEY: Final = 40
# In points of the letters: some eighty letters.
LONGEST_LINE: Final = 62
_INDENT: Final = 22


@frozen
class Spot:
    """A place in the guide: how far below the heading of a section the text begins, in pixels."""

    page: str
    section: int = 0
    below: float = 0.0


class HelpPanel(QFrame):
    """`closed` says that somebody has read enough; `widened` brings by how many pixels."""

    closed = Signal()
    widened = Signal(int)

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._page: GuidePage | None = None
        self._before: list[Spot] = []
        self.setProperty("role", "help")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._add_shortcuts()
        self._searching = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._searching.timeout.connect(self.search_now)
        self.search.textChanged.connect(self._note_query)
        words.changed.connect(self.retranslate)
        theme.changed.connect(self._follow_theme)
        self.retranslate()
        self._follow_theme()

    def _build(self) -> None:
        self.grip = Grip(self)
        self.grip.moved.connect(lambda by: self.widened.emit(-by))
        self._title = make_label("label")
        self._title.setWordWrap(False)
        self.back_button, self.close_button = QToolButton(), QToolButton()
        for button in (self.back_button, self.close_button):
            button.setProperty("role", "bare")
        self.contents_button = QPushButton()
        self.contents_button.setProperty("role", "link")
        self.back_button.clicked.connect(self.go_back)
        self.contents_button.clicked.connect(self.show_contents)
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.back_button)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.contents_button)
        head.addWidget(self.close_button)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(False)
        self.search.installEventFilter(self)
        self.view = HelpView(self)
        self.view.link_chosen.connect(self._follow)
        self.results = HelpResults(self._theme)
        self.results.wanted.connect(self._open_found)
        self._nothing = make_label("secondary")
        found = QWidget()
        inside = QVBoxLayout(found)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self._nothing.setContentsMargins(4, 8, 4, 8)
        inside.addWidget(self._nothing)
        inside.addWidget(self.results, 1)
        self._found = found
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(found)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        field = QHBoxLayout()
        field.setContentsMargins(0, 0, 8, 0)
        field.addWidget(self.search)
        column.addLayout(field)
        column.addWidget(self._body, 1)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Esc", self._escape),
            ("Ctrl+F", self._go_to_search),
            ("Alt+Left", self.go_back),
            ("Alt+Home", self.show_contents),
            ("Alt+Shift+Left", lambda: self.widened.emit(_BY_KEY)),
            ("Alt+Shift+Right", lambda: self.widened.emit(-_BY_KEY)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # ------------------------------------------------------------------ pages

    def open_page(self, name: str) -> None:
        """Show the page a person is to read first: no way back leads out of it."""
        self._before.clear()
        self.search.clear()
        self.show_spot(Spot(name if has_page(name, self._words.code) else CONTENTS))

    def page_name(self) -> str:
        """Return the page that is shown, "" before the first."""
        return self._page.name if self._page is not None else ""

    def show_contents(self) -> None:
        """Show the questions and the list of all pages."""
        self._go_on(Spot(CONTENTS))

    def show_spot(self, spot: Spot) -> None:
        """Show a place of the guide."""
        page = read_page(spot.page, self._words.code)
        if page is not self._page:
            self._page = page
            self.view.setHtml(write_help(page))
        self._body.setCurrentWidget(self.view)
        self._say_page()
        self.view.show_section(spot.section, spot.below)

    def spot(self) -> Spot:
        """Return the place that is read now."""
        section, below = self.view.section_on_top()
        return Spot(self.page_name(), section, below)

    def _go_on(self, spot: Spot) -> None:
        if self._page is not None:
            self._before.append(self.spot())
        self.search.clear()
        self.show_spot(spot)
        self.view.setFocus()

    def go_back(self) -> None:
        """Go to the place that was read before."""
        if self.is_searching():
            self.search.clear()
        elif self._before:
            self.show_spot(self._before.pop())
        self.view.setFocus()
        self._say_page()

    def _follow(self, address: str) -> None:
        name, section = read_address(address)
        if has_page(name, self._words.code):
            self._go_on(Spot(name, section))

    def focus_text(self) -> None:
        """Let the arrow keys move the text."""
        self.view.setFocus()

    # ------------------------------------------------------------------ search

    def is_searching(self) -> bool:
        """Tell whether what was found is shown instead of the page."""
        return bool(self.search.text().strip())

    def _go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _note_query(self) -> None:
        if self.is_searching():
            self._searching.start()
        else:
            self._searching.stop()
            self._body.setCurrentWidget(self.view)
            self._say_page()

    def search_now(self) -> None:
        """Show what the guide says about the words in the field."""
        if not self.is_searching():
            return
        self._searching.stop()
        found = search_guide(self.search.text(), self._words.code)
        self.results.set_found(found)
        self._body.setCurrentWidget(self._found)
        self._say_found()
        self._say_page()

    def _open_found(self, found: Found) -> None:
        self._go_on(Spot(found.page, found.section))

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """Lead from the field to what was found."""
        if watched is self.search and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.search_now()
                self.results.choose_current()
                return True
            if is_press and event.key() == Qt.Key.Key_Down:
                self.search_now()
                (self.results if self.is_searching() else self.view).setFocus()
                return True
        return bool(super().eventFilter(watched, event))

    def _escape(self) -> None:
        if self.is_searching():
            self.search.clear()
            self.view.setFocus()
        else:
            self.closed.emit()

    # ------------------------------------------------------------------ words, look

    def retranslate(self) -> None:
        """Say everything again in the language of the screen, at the same place of the guide."""
        words = self._words
        spot = self.spot() if self._page is not None else None
        self._title.setText(words.gettext("Help"))
        self.contents_button.setText(words.gettext("Contents"))
        self.contents_button.setToolTip(words.gettext("All pages and questions (Alt+Home)"))
        for button, said in (
            (self.back_button, words.gettext("To the page before (Alt+←)")),
            (self.close_button, words.gettext("Close the help (Esc)")),
        ):
            button.setToolTip(said)
            button.setAccessibleName(said)
        self.search.setPlaceholderText(words.gettext("Search the help"))
        self.search.setAccessibleName(words.gettext("Search the help"))
        self.search.setToolTip(words.gettext("In your own words (Ctrl+F)"))
        self.results.setAccessibleName(words.gettext("What the search found"))
        if spot is not None:
            was_searching = self.is_searching()
            self.show_spot(spot)
            if was_searching:
                self.search_now()
        self._say_found()
        self._say_page()

    def _say_found(self) -> None:
        words, count = self._words, self.results.count()
        self._nothing.setText(
            words.ngettext("{count} place found", "{count} places found", count)
            if count
            else words.gettext("Nothing found. Try another word, or look into the contents.")
        )

    def _say_page(self) -> None:
        title = self._page.title if self._page is not None else ""
        self.view.setAccessibleName(self._words.gettext("Help: {title}", title=title))
        self.setAccessibleName(self._words.gettext("Help"))
        self.back_button.setEnabled(bool(self._before) or self.is_searching())

    def _follow_theme(self) -> None:
        tokens = self._theme.tokens
        self.back_button.setIcon(draw_sign("left", tokens.ink))
        self.close_button.setIcon(draw_sign("close", tokens.ink))
        self.view.document().setDefaultFont(self.font())
        self.view.document().setDefaultStyleSheet(write_help_style(tokens, self._theme.measure))
        if self._page is not None:
            spot = self.spot()
            self._page = None
            self.show_spot(spot)
            if self.is_searching():
                self.search_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the grip along the left edge, and lines no longer than one reads with ease."""
        super().resizeEvent(event)
        widest = round(self._theme.measure.points * LONGEST_LINE)
        aside = max(0, (self.width() - widest) // 2)
        self._column.setContentsMargins(16 + aside, 12, 8 + aside, 8)
        self.grip.setGeometry(0, 0, Grip.WIDTH, self.height())


class HelpView(QTextBrowser):
    """A text that loads nothing from anywhere; `link_chosen` brings the address of a link."""

    link_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.document().setIndentWidth(_INDENT)
        self.anchorClicked.connect(lambda url: self.link_chosen.emit(url.toString()))
        # Where the text was told to be; None once the reader has moved it.
        self._wanted: tuple[int, float] | None = None
        self.verticalScrollBar().actionTriggered.connect(lambda _how: self._note_moved())
        # Qt lays a text out bit by bit: its end may not be known yet when it is wanted.
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._show_wanted())

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Load nothing: the guide has no pictures, and nothing here asks the network."""
        return None

    def list_headings(self) -> list[int]:
        """Return the numbers of the blocks that are headings, in the order of the sections."""
        found: list[int] = []
        block = self.document().begin()
        while block.isValid():
            fragments = block.begin()
            if not fragments.atEnd() and fragments.fragment().charFormat().anchorNames():
                found.append(block.blockNumber())
            block = block.next()
        return found

    def show_section(self, section: int, below: float = 0.0) -> None:
        """Bring a section to the top, `below` pixels of it already read."""
        self._wanted = (section, below)
        self._show(section, below)

    def _show_wanted(self) -> None:
        if self._wanted is not None:
            self._show(*self._wanted)

    def _show(self, section: int, below: float) -> None:
        tops = self._list_tops()
        top = tops[section] if section < len(tops) else 0.0
        self.verticalScrollBar().setValue(round(top + below) if section or below else 0)

    def _list_tops(self) -> list[float]:
        document, layout = self.document(), self.document().documentLayout()
        return [
            layout.blockBoundingRect(document.findBlockByNumber(number)).top()
            for number in self.list_headings()
        ]

    def section_on_top(self) -> tuple[int, float]:
        """Return which section is read, and how many pixels of it are above the edge."""
        if self._wanted is not None:
            return self._wanted
        at = self.verticalScrollBar().value()
        tops = self._list_tops()
        section = max((number for number, top in enumerate(tops) if top <= at + 1), default=0)
        return section, at - tops[section] if tops and at else 0.0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay at the section where the lines break anew."""
        section, below = self._wanted or self.section_on_top()
        super().resizeEvent(event)
        self._show(section, below)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; from now on the reader says where he is."""
        self._note_moved()
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by keys, or open the link that Tab has come to."""
        self._note_moved()
        super().keyPressEvent(event)

    def _note_moved(self) -> None:
        self._wanted = None


class Grip(QWidget):
    """The left edge, which one pulls; `moved` brings by how much to the right."""

    moved = Signal(int)
    WIDTH: Final = 6

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setProperty("lies_over", True)
        self._from: QPoint | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._from = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull."""
        if self._from is None:
            return
        at = event.globalPosition().toPoint()
        self.moved.emit(at.x() - self._from.x())
        self._from = at

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._from = None
