"""The live preview: the report as it will be printed, beside the text that is being written.

Stays at its place when the report is built anew, goes to the section that is chosen and to the
page that an edit changed. Pages are drawn on a worker. How a report is built is not known here.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from grantee_app.language.message import Message
from ui.jobs import Job, JobRunner
from ui.page_renderer import PagePictures, PageRenderer, PageRequest
from ui.report_building import ShownReport
from ui.screen_language import ScreenLanguage
from ui.theme import Theme
from ui.widgets.labels import make_label
from ui.widgets.page_view import PageView
from ui.widgets.signs import draw_sign


class Preview(QWidget):
    """Label, zoom and pages."""

    def __init__(self, words: ScreenLanguage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._report: ShownReport | None = None
        self._version = 0
        self._section = ""
        self._edited_section = ""
        self._follow: range | None = None
        self._problem: Message | None = None
        self._renderer = PageRenderer()
        self._painter = JobRunner(self, name="preview pages")
        self.setProperty("role", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = _PageLabel()
        self._sentence = make_label("secondary", tone="bad")
        self.view = PageView(theme)
        self._tools = {name: QToolButton() for name in ("minus", "fit", "plus")}
        self._lay_out()
        self.view.pictures_wanted.connect(self._ask_for_pictures)
        self.view.page_shown.connect(self._show_page_number)
        words.changed.connect(self.retranslate)
        theme.changed.connect(self._paint_signs)
        self.retranslate()
        self._paint_signs()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 8, 0)
        row.setSpacing(0)
        row.addWidget(self._label)
        row.addStretch()
        for name, act in (
            ("minus", self.view.zoom_out),
            ("fit", lambda: self.view.set_zoom(None)),
            ("plus", self.view.zoom_in),
        ):
            tool = self._tools[name]
            tool.setProperty("role", "bare")
            tool.clicked.connect(act)
            row.addWidget(tool)
        self._sentence.setContentsMargins(16, 0, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._sentence)
        column.addWidget(self.view, 1)

    # ------------------------------------------------------------------ reports

    def show_report(self, report: ShownReport, edited_section: str = "") -> None:
        """Show a report built anew, at the same place.

        `edited_section` names the section an edit was made in: its first changed page comes into
        sight.
        """
        before = self._report
        page, offset = self.view.place()
        self._report = report
        self._version += 1
        self._problem = None
        self._follow = self._pages_of(edited_section) if edited_section and before else None
        if before is None:
            self._aim = (report.section_pages.get(self._section, 0), 0.0)
        else:
            self._aim = (_find_page(before, report, page), offset)
        self._request(self._expected_pages(self._aim[0]), self._follow)
        self.retranslate()

    def show_problem(self, sentence: Message) -> None:
        """Tell why there is no newer report; the last one stays."""
        self._problem = sentence
        self.retranslate()

    def show_section(self, section_id: str) -> None:
        """Go to the page where a section begins."""
        self._section = section_id
        if self._report is not None and self.view.page_count():
            self.view.show_place(self._report.section_pages.get(section_id, 0))

    def report(self) -> ShownReport | None:
        """Return the report that is shown."""
        return self._report

    def close_pages(self) -> None:
        """End the worker and let go of the PDF."""
        self._painter.close()
        self._renderer.close()

    def _pages_of(self, section_id: str) -> range | None:
        report = self._report
        if report is None or section_id not in report.section_pages:
            return None
        first = report.section_pages[section_id]
        later = [page for page in report.section_pages.values() if page > first]
        return range(first, min(later, default=report.page_count - 1) + 1)

    def _expected_pages(self, page: int) -> tuple[int, ...]:
        """Return the pages that will be in sight once `page` is at the top."""
        in_sight = len(self.view.pages_in_sight()) or 3
        return tuple(range(page, page + min(in_sight, 8)))

    # ------------------------------------------------------------------ pictures

    def _request(self, pages: tuple[int, ...], follow: range | None = None) -> None:
        report = self._report
        if report is None:
            return
        request = PageRequest(self._version, report.data, pages, self.view.picture_scale(), follow)
        self._painter.submit(lambda job: self._render(request, job), self._take_pictures)

    def _render(self, request: PageRequest, job: Job) -> PagePictures:
        return self._renderer.render(request, job.is_cancelled)

    def _take_pictures(self, answer: PagePictures) -> None:
        if answer.version != self._version:
            return
        is_new = self._shown_version != answer.version
        self._shown_version = answer.version
        self.view.set_sizes(answer.version, answer.sizes)
        self.view.set_pictures(answer.version, answer.scale, answer.pictures)
        if is_new:
            self.view.show_place(*self._aim)
            changed = answer.changed_page
            if changed is not None and not self.view.is_in_sight(changed):
                self.view.show_place(changed)
            self._show_page_number(self.view.current_page())
        self._ask_for_pictures()

    def _ask_for_pictures(self) -> None:
        if self._shown_version != self._version:
            return
        missing = self.view.missing_pages()
        if missing:
            self._request(missing)

    _shown_version = 0
    _aim = (0, 0.0)

    # ------------------------------------------------------------------ words, size

    def _show_page_number(self, page: int) -> None:
        words = self._words
        count = self.view.page_count()
        label = words.gettext("Preview")
        if count:
            label = words.gettext("Preview · {page} / {pages}", page=page + 1, pages=count)
        self.view.setAccessibleName(label)
        self._label.set_texts(label, f"{page + 1} / {count}" if count else label)

    def retranslate(self) -> None:
        """Say everything again in the language of the screen."""
        words = self._words
        self._show_page_number(self.view.current_page())
        for name, hint in (
            ("minus", words.gettext("Smaller (Ctrl+wheel)")),
            ("fit", words.gettext("As wide as the column")),
            ("plus", words.gettext("Larger (Ctrl+wheel)")),
        ):
            self._tools[name].setToolTip(hint)
            self._tools[name].setAccessibleName(hint)
        problem = words.say(self._problem) if self._problem else ""
        self._sentence.setText(problem)
        self._sentence.setVisible(bool(problem))

    def _paint_signs(self) -> None:
        for name, tool in self._tools.items():
            tool.setIcon(draw_sign(name, self._theme.tokens.secondary))


def _find_page(before: ShownReport, after: ShownReport, page: int) -> int:
    """Return where the page shown before lies now: as far into its section as it was."""
    passed = {name: first for name, first in before.section_pages.items() if first <= page}
    if not passed:
        return page
    section = max(passed, key=lambda name: passed[name])
    moved = after.section_pages.get(section, passed[section]) + page - passed[section]
    return max(0, min(moved, after.page_count - 1))


class _PageLabel(QLabel):
    """A line that says the number of the page alone where there is no room for more."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "secondary")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._long = self._short = ""

    def set_texts(self, long: str, short: str) -> None:
        """Take both texts; which of them is shown follows from the width."""
        self._long, self._short = long, short
        self.updateGeometry()
        self._choose()

    def _choose(self) -> None:
        fits = self._width_of(self._long) <= self.contentsRect().width()
        self.setText(self._long if fits else self._short)

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 1

    def sizeHint(self) -> QSize:
        """Ask for the room of the long text."""
        return QSize(self._width_of(self._long), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with the room of the short one."""
        return QSize(self._width_of(self._short), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        """Choose again in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._choose()
