"""The application: chosen, written section by section, checked, assembled, won or lost.

Owns its work: which section is open, what the checks say, where findings and undo lead. The parts
under `ui/pages/application/` know the sheet and not each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from grantee_app.errors import BastamaError
from grantee_app.language.message import N_, LanguageCode, Message
from grantee_app.records.base import NO_TEXT
from ui.editors.field_editor import today
from ui.jobs import JobRunner
from ui.joined_words import join_parts
from ui.pages.application.begin_part import Beginning, BeginPart, list_newest_forms
from ui.pages.application.beginnings import begin_application, write_again
from ui.pages.application.guidance import GuidancePanel
from ui.pages.application.judging import Judged, judge_sheet, prepare_judging
from ui.pages.application.section_view import SectionView
from ui.pages.application.sheet import Sheet
from ui.pages.application.stops import (
    ABOUT,
    CALL,
    FIT,
    OUTCOME,
    Stop,
    judge_stops,
    list_shown_sections,
    list_stops,
)
from ui.pages.page import Page
from ui.places import ALL_STEPS, Place, Step
from ui.tab_order import list_tab_stops, order_tabs
from ui.theme import set_role
from ui.widgets.section_list import SectionList

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.checks.leading import Lead
    from grantee_app.store.history.undoing import Undone
    from ui.desk import Desk
    from ui.pages.application.answer_field import AnswerField
    from ui.pages.application.assembling import Assembling
    from ui.pages.application.preview_part import PreviewPart

JUDGE_MS: Final = 220
LEFT: Final = 214
RIGHT: Final = 236
GAP: Final = 16
NARROW: Final = 1040
# Below this the middle needs the room beside it, and the guidance goes under the list.
LEAST_MIDDLE: Final = 540
_FORM_TABLES: Final = frozenset({"application", "application_document"})


class ApplicationPage(Page):
    """The list of sections, one of them, and how to answer well."""

    HELP = "application"
    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            "application",
            "application_document",
            "answer",
            "answer_row",
            "attachment",
            "organization",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._words = desk.words
        self.sheet: Sheet | None = None
        self.judged: Judged | None = None
        self._views: dict[str, QWidget] = {}
        self._stops: list[Stop] = []
        self._focused: AnswerField | None = None
        self._is_beside: bool | None = None
        self._is_narrow = False
        self.assembling: Assembling | None = None
        self.preview: PreviewPart | None = None
        self._build_widgets()
        self._add_shortcuts()
        self._judging = QTimer(self, singleShot=True, interval=JUDGE_MS)
        self._judging.timeout.connect(self._judge_apart)
        self._judge = JobRunner(self, name="application checks")
        # How much had been written when words typed here were: until more is, what is
        # stored is what is seen.
        self._seen_changes = -1
        self.autosave.written.connect(self._note_written)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None]:
        """Open the application, or show how to begin one."""
        yield
        yield from self._read_forms()
        self.refresh()
        yield

    def _read_forms(self) -> Iterator[None]:
        """Read the forms that will be shown, one a turn; once read they are kept."""
        applications = self.desk.workspace.applications
        if applications.find(self.desk.project_id):
            return
        for form in list_newest_forms(applications):
            # Whoever shows the forms tells what is wrong with one.
            with suppress(BastamaError):
                applications.load_form(*form)
            yield

    def _build_widgets(self) -> None:
        self.body = QStackedWidget(self)
        self.set_body(self.body)
        self._begin: BeginPart | None = None
        self.work = QWidget(self.body)
        self.body.addWidget(self.work)
        self.list = SectionList(
            self._words,
            self.desk.theme,
            name=N_("Sections of the application"),
            is_numbered=True,
        )
        self.list.section_chosen.connect(self._open_stop)
        self._list_card = QFrame()
        self._list_card.setProperty("role", "card")
        inside = QVBoxLayout(self._list_card)
        inside.setContentsMargins(1, 2, 1, 2)
        inside.addWidget(self.list)
        self.gap_button = QPushButton()
        self.gap_button.clicked.connect(self.go_to_gap)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(12)
        left.addWidget(self._list_card)
        left.addWidget(self.gap_button)
        self._under = QVBoxLayout()
        left.addLayout(self._under, 1)
        left.addStretch()
        self._left_column = left
        self.preview_button, self.check_button = QPushButton(), QPushButton()
        self.preview_button.clicked.connect(self.show_preview)
        self.check_button.clicked.connect(self.check)
        for button in (self.preview_button, self.check_button):
            self.header.add_button(button)
        set_role(self.check_button, "primary")
        self.stack = QStackedWidget()
        self.guidance = GuidancePanel(self._words)
        row = QHBoxLayout(self.work)
        row.setContentsMargins(24, 20, 24, 16)
        row.setSpacing(GAP)
        row.addWidget(self._left)
        row.addWidget(self.stack, 1)
        self._row = row
        self._left.setFixedWidth(LEFT)

    def _add_shortcuts(self) -> None:
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F8", self.go_to_gap),
            ("Ctrl+E", self.check),
            ("Ctrl+P", self.show_preview),
            ("Ctrl+PgDown", lambda: self.step(1)),
            ("Ctrl+PgUp", lambda: self.step(-1)),
            ("F6", self._step_column),
        )
        for keys, act in acts:
            self.add_shortcut([keys], act)

    # ------------------------------------------------------------------ the application

    def _note_written(self) -> None:
        is_mine = self.isVisible() and isinstance(self.stack.currentWidget(), SectionView)
        self._seen_changes = self._count_changes() if is_mine else -1

    def _count_changes(self) -> int:
        return int(self.desk.workspace.db.conn.total_changes)

    def refreshing(self) -> Iterator[None]:
        """Show what others changed; words that were typed here just now are seen already."""
        is_fresh = self._seen_changes == self._count_changes()
        found = self.desk.workspace.applications.find(self.desk.project_id)
        if not (is_fresh and self.sheet is not None and self.sheet.application_id == found):
            self.read_anew()
        yield

    def read_anew(self) -> None:
        """Show the newest application of the project as it is stored now, or how to begin one."""
        workspace = self.desk.workspace
        found = workspace.applications.find(self.desk.project_id)
        try:
            if not found:
                self._close_sheet()
            elif self.sheet is None or not self._is_open(found):
                self._close_sheet()
                self._open_sheet(found)
            else:
                self.sheet.reload()
                self._fill_seen()
        except BastamaError as problem:
            self._close_sheet()
            self._tell(problem.message)
        self._show_body()

    def _is_open(self, application_id: str) -> bool:
        """Tell whether this application is open, in the edition of its form that it stands in."""
        sheet = self.sheet
        if sheet is None or sheet.application_id != application_id:
            return False
        row = self.desk.workspace.db.execute(
            "SELECT version FROM application WHERE id = ?", [application_id]
        ).fetchone()
        return row is not None and row[0] == sheet.application.version

    def _show_body(self) -> None:
        if self.sheet is None:
            self.begin.refresh()
            self.body.setCurrentWidget(self.begin)
        elif self.body.currentWidget() in {self._begin, self.work}:
            self.body.setCurrentWidget(self.work)

    @property
    def begin(self) -> BeginPart:
        """What is shown while there is no application; made when it is first wanted."""
        if self._begin is None:
            self._begin = BeginPart(self.desk, self.body)
            self._begin.begin_wanted.connect(self.begin_application)
            self.body.addWidget(self._begin)
        return self._begin

    def begin_application(self, beginning: Beginning) -> None:
        """Begin what was chosen, as one step of undo, and show the call."""
        self.autosave.end_step()
        workspace, code = self.desk.workspace, self._words.code
        try:
            begin_application(workspace, self.desk.project_id, beginning, code, today())
        except BastamaError as problem:
            self._tell(problem.message)
            return
        if not self.notice.is_running():
            # The welcome has been read; every line counts from here on.
            self.notice.close_notice()
        self.read_anew()
        self._show_call()

    def _show_call(self) -> None:
        self.list.choose(CALL)
        self.view().focus_first()  # type: ignore[attr-defined]

    def _open_sheet(self, application_id: str) -> None:
        sheet = Sheet(self.desk, application_id, self)
        sheet.changed.connect(self._note_changed)
        sheet.language_wanted.connect(self.set_texts_language)
        self.sheet = sheet
        self._list_stops()
        wanted = str(self.desk.memory.value("application/section", ""))
        known = [stop.id for stop in self._stops]
        first = next((stop.id for stop in self._stops if stop.number), CALL)
        self.list.choose(wanted if wanted in known else first)
        if not self.list.current():
            self.list.choose(known[0])
        self._judge_apart()

    def _close_sheet(self) -> None:
        sheet, self.sheet = self.sheet, None
        self._focused = None
        for view in self._views.values():
            self.stack.removeWidget(view)
            view.hide()
            view.deleteLater()
        if self.assembling is not None:
            self.assembling.close()
            self._take_out(self.assembling.part)
        if self.preview is not None:
            self.preview.close_pages()
            self._take_out(self.preview)
        self.assembling = self.preview = None
        self._views = {}
        self._stops = []
        self.list.set_sections([])
        self.judged = None
        if sheet is not None:
            sheet.deleteLater()
        self._say_header()

    def _open_anew(self) -> None:
        """Open the application once more: it stands in another edition of its form."""
        words = self._words
        self._close_sheet()
        self.read_anew()
        self.notice.show_success(
            lambda: words.gettext("The application stands in the newer edition of its form."),
            lambda: words.gettext("Ctrl+Z takes it back as one step."),
        )

    def _take_out(self, part: QWidget) -> None:
        self.body.removeWidget(part)
        part.hide()
        part.deleteLater()

    def _list_stops(self) -> None:
        """List the sections that are shown now; the one that is open stays open."""
        sheet = self.sheet
        if sheet is None:
            return
        stops = list_stops(sheet)
        if stops == self._stops:
            return
        here = self.list.current()
        self._stops = stops
        self.list.set_sections(stops)
        self._fit_list()
        if here:
            known = [stop.id for stop in stops]
            self.list.choose(here if here in known else stops[-1].id)

    # ------------------------------------------------------------------ sections

    def _open_stop(self, stop_id: str) -> None:
        if self.sheet is None:
            return
        self.autosave.end_step()
        before = self.stack.currentWidget()
        if isinstance(before, SectionView) and before.section.id != stop_id:
            before.visit()
        view = self._views.get(stop_id) or self._make_view(stop_id)
        self._name_neighbours(stop_id, view)
        self.stack.setCurrentWidget(view)
        self.desk.memory.setValue("application/section", stop_id)
        self._focused = None
        self._show_findings()
        self._show_guidance()
        self._arrange()
        self._order_tabs()
        self._say_header()

    def _make_view(self, stop_id: str) -> QWidget:
        assert self.sheet is not None  # noqa: S101 (asked while one is open)
        makers: dict[str, Callable[[Sheet], QWidget]] = {
            CALL: self._make_call,
            FIT: self._make_fit,
            OUTCOME: self._make_outcome,
        }
        view = makers.get(stop_id, self._make_section)(self.sheet)
        view.stepped.connect(self.step)  # type: ignore[attr-defined]
        self._views[stop_id] = view
        self.stack.addWidget(view)
        return view

    def _make_section(self, sheet: Sheet) -> QWidget:
        wanted = self.list.current()
        section = next(one for one in sheet.form.sections if one.id == wanted)
        made = SectionView(sheet, section, self.stack)
        made.failed.connect(self._tell)
        return made

    def _make_call(self, sheet: Sheet) -> QWidget:
        from ui.pages.application.call_part import CallPart  # noqa: PLC0415 (when wanted)

        part = CallPart(sheet, self.stack)
        part.edited.connect(self._note_changed)
        # The part that asks goes with the old edition: it must be done first.
        part.carried.connect(self._open_anew, Qt.ConnectionType.QueuedConnection)
        part.failed.connect(self._tell)
        return part

    def _make_fit(self, sheet: Sheet) -> QWidget:
        from ui.pages.application.fit_part import FitPart  # noqa: PLC0415 (when wanted)

        part = FitPart(sheet, self.stack)
        part.edited.connect(self._note_changed)
        part.place_wanted.connect(self._go_to_lead)
        return part

    def _make_outcome(self, sheet: Sheet) -> QWidget:
        from ui.pages.application.outcome_part import OutcomePart  # noqa: PLC0415 (when wanted)

        part = OutcomePart(sheet, self.stack)
        part.edited.connect(self._note_changed)
        part.failed.connect(self._tell)
        part.applied.connect(self._show_project)
        part.reuse_wanted.connect(self.write_again)
        return part

    def _name_neighbours(self, stop_id: str, view: QWidget) -> None:
        place = next((at for at, stop in enumerate(self._stops) if stop.id == stop_id), 0)
        names = [self._words.name(stop.name) for stop in self._stops]
        before = names[place - 1] if place else ""
        after = names[place + 1] if place + 1 < len(names) else ""
        view.set_neighbours(before, after)  # type: ignore[attr-defined]

    def step(self, by: int) -> None:
        """Go to the next or the previous section, with the cursor in its first field."""
        here = self.list.current()
        self.list.step(by)
        if self.list.current() != here:
            self.view().focus_first()  # type: ignore[attr-defined]

    def view(self) -> QWidget:
        """Return the part that is seen in the middle."""
        found = self.stack.currentWidget()
        assert found is not None  # noqa: S101 (asked while one is open)
        return found

    def _step_column(self) -> None:
        """F6 goes from the list to the fields and back."""
        if self.sheet is None:
            return
        if self.list.hasFocus():
            self.view().focus_first()  # type: ignore[attr-defined]
        else:
            self.list.setFocus()

    def _order_tabs(self) -> None:
        order_tabs(self.list, [self.gap_button, *list_tab_stops(self.view())])

    def set_texts_language(self, code: LanguageCode | str) -> None:
        """Write and see the texts in another language; the screen stays as it is."""
        if self.sheet is not None:
            self.sheet.set_language("ru" if code == "ru" else "kk")

    # ------------------------------------------------------------------ what follows typing

    def _note_changed(self) -> None:
        self._judging.start()

    def judge(self) -> None:
        """Check the application as it is on the screen, and show what was found."""
        if self.sheet is None:
            return
        self._judging.stop()
        self._judge.cancel()
        self._take_judged(self.sheet, judge_sheet(self.sheet))

    def _judge_apart(self) -> None:
        """Check on the worker what is on the screen now; the last word is the newest one."""
        sheet = self.sheet
        if sheet is None:
            return
        work = prepare_judging(sheet)
        self._judge.submit(
            lambda _job: work(), lambda judged: self._take_judged(sheet, judged), self._tell
        )

    def _take_judged(self, sheet: Sheet, judged: Judged) -> None:
        if sheet is not self.sheet:
            return
        self.judged = judged
        self._list_stops()
        self._show_states()
        self._show_findings()
        self._show_guidance()
        self._say_header()

    def _show_states(self) -> None:
        judged, sheet = self.judged, self.sheet
        if judged is None or sheet is None:
            return
        self.list.set_states(judge_stops(sheet, judged))
        self.gap_button.setVisible(bool(judged.progress.gaps) and not sheet.is_read_only())

    def _show_findings(self) -> None:
        view, judged = self.stack.currentWidget(), self.judged
        if judged is not None and isinstance(view, SectionView):
            view.set_findings([one for one in judged.findings if one.section == view.section.id])

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        view = self.stack.currentWidget()
        if now is None or not isinstance(view, SectionView) or not view.isAncestorOf(now):
            return
        field = view.find_field(now)
        if field is not None and field is not self._focused:
            self._focused = field
            self._show_guidance()

    def _show_guidance(self) -> None:
        """Show how to answer the field that has the cursor, the first with guidance before that."""
        view = self.stack.currentWidget()
        if not isinstance(view, SectionView):
            self.guidance.show_advice(ABOUT.get(self.list.current(), NO_TEXT))
            return
        field = self._focused or self._first_guided(view)
        part = field.part if field is not None else None
        guidance = getattr(part, "guidance", None)
        plain = getattr(part, "help", NO_TEXT) or view.section.help
        findings = list(field.findings()) if field is not None and self._focused else []
        is_told = [one for one in findings if field is not None and not field.is_missing(one)]
        self.guidance.show_field(guidance, plain, is_told)

    def _first_guided(self, view: SectionView) -> AnswerField | None:
        shown = [field for field in view.fields.values() if not field.isHidden()]
        for field in shown:
            guidance = getattr(field.part, "guidance", None)
            if guidance is not None and (guidance.looks_for or guidance.good):
                return field
        return view.first_field()

    # ------------------------------------------------------------------ places

    def go_to_gap(self) -> None:
        """Go to the next place that still lacks something."""
        if self.sheet is None:
            return
        self.autosave.flush()
        self.judge()
        judged = self.judged
        if judged is None:
            return
        gap = judged.progress.next_gap(self._here())
        if gap:
            self.show_about(gap)

    def _here(self) -> str:
        """Return the place that has the cursor, as gaps are named."""
        view, field = self.stack.currentWidget(), self._focused
        if not isinstance(view, SectionView):
            return ""
        return f"{view.section.id}/{field.key}" if field is not None else view.section.id

    def show_about(self, place: str) -> bool:
        """Show a place as findings and gaps name it: «section/field[/row/column]»."""
        section, _, about = place.partition("/")
        if section not in {stop.id for stop in self._stops}:
            return False
        if self.sheet is not None:
            self.body.setCurrentWidget(self.work)
            self._say_header()
        self.list.choose(section)
        view = self.stack.currentWidget()
        if isinstance(view, SectionView):
            if not about:
                view.focus_first()
                return True
            return view.show_place(about)
        return bool(view is not None and view.show_field(about))  # type: ignore[attr-defined]

    def _go_to_lead(self, lead: Lead) -> None:
        step: Step = next((known for known in ALL_STEPS if known == lead.step), "application")
        self.desk.go(Place(step, lead.record, lead.field))

    def _show_finding(self, finding: Finding) -> None:
        self.leave_over()
        self.show_about(finding.place)

    # ------------------------------------------------------------------ the folder, the PDF

    def check(self) -> None:
        """Show what is missing, were it handed in now, and how the folder is made."""
        sheet = self.sheet
        if sheet is None:
            return
        if self.assembling is not None and self.is_checking():
            self.assembling.assemble()
            return
        self.autosave.end_step()
        sheet.reload()
        for view in self._views.values():
            if isinstance(view, SectionView):
                view.visit()
        if self.assembling is None:
            from ui.pages.application.assembling import Assembling  # noqa: PLC0415 (wanted now)

            made = Assembling(sheet, self.notice, self.body)
            made.failed.connect(self._tell)
            made.part.place_wanted.connect(self._show_finding)
            made.part.handed_in_wanted.connect(self._note_handed_in)
            made.part.left.connect(self.leave_over)
            self.assembling = made
            self.body.addWidget(made.part)
        self.assembling.open()
        self.body.setCurrentWidget(self.assembling.part)
        self.check_button.setFocus()
        self._say_header()

    def is_checking(self) -> bool:
        """Tell whether what is missing and the folder are seen."""
        return self.assembling is not None and self.body.currentWidget() is self.assembling.part

    def show_preview(self) -> None:
        """Show the application as it will be printed, over the page."""
        sheet = self.sheet
        if sheet is None:
            return
        self.autosave.flush()
        if self.preview is None:
            from ui.pages.application.preview_part import PreviewPart  # noqa: PLC0415 (wanted now)

            self.preview = PreviewPart(sheet, self.body)
            self.preview.left.connect(self.leave_over)
            self.body.addWidget(self.preview)
        self.body.setCurrentWidget(self.preview)
        self.preview.set_language(sheet.code)
        self.preview.back_button.setFocus()

    def leave_over(self) -> None:
        """Go back from the check or the preview to the sections."""
        if self.sheet is not None:
            self.body.setCurrentWidget(self.work)
            self.list.setFocus()
            self._say_header()

    # ------------------------------------------------------------------ what became of it

    def _note_handed_in(self) -> None:
        """Note that the application left the house today, and show where that is kept."""
        sheet = self.sheet
        if sheet is None:
            return
        if sheet.application.state == "draft":
            applications = self.desk.workspace.applications
            try:
                applications.set_state(sheet.application_id, "submitted", sheet.today)
            except BastamaError as problem:
                self._tell(problem.message)
                return
            sheet.reload()
            self._fill_seen()
        self.leave_over()
        self.list.choose(OUTCOME)
        self.judge()

    def _show_project(self) -> None:
        """Show the plan that the application has become."""
        words = self._words
        self.desk.go(Place("plan"))
        # The plan is seen now, and says what happened.
        tell = getattr(self.window(), "notice", None)
        strip = tell() if callable(tell) else None
        if strip is not None:
            strip.show_success(
                lambda: words.gettext("The application has become the project."),
                lambda: words.gettext("Ctrl+Z takes it back as one step."),
            )

    def write_again(self) -> None:
        """Begin a new project that takes this application over, and show its call."""
        sheet = self.sheet
        if sheet is None:
            return
        self.autosave.end_step()
        try:
            project_id = write_again(self.desk.workspace, sheet.opened, sheet.today)
        except BastamaError as problem:
            self._tell(problem.message)
            return
        self.project_wanted.emit(project_id, Place("application", CALL))

    def show_place(self, place: Place) -> bool:
        """Show a section, and a field or a cell in it."""
        if self.sheet is None:
            return False
        if not place.record and not place.field:
            return True
        section = place.record or CALL
        return self.show_about(f"{section}/{place.field}" if place.field else section)

    def show_changed(self, undone: Undone) -> bool:
        """Show what undo or redo changed, the first text with the cursor in it."""
        self.read_anew()
        sheet = self.sheet
        if sheet is None:
            return not _FORM_TABLES.isdisjoint(undone.tables)
        for text in undone.texts:
            for section in list_shown_sections(sheet):
                keys = {field.key for field in section.fields}
                path = getattr(text.place, "path", "").partition("/")[0]
                is_here = path in keys or any(
                    part.kind not in {"note", "file", "table"}
                    and sheet.place(part.key).place == text.place
                    for part in section.fields
                )
                if not is_here:
                    continue
                if text.language in {"kk", "ru"}:
                    self.set_texts_language(text.language)
                self.list.choose(section.id)
                view = self.stack.currentWidget()
                if isinstance(view, SectionView):
                    view.build_all()
                    view.show_text(text.place, text.text, text.position)
                self.judge()
                return True
        self.judge()
        return not frozenset({"application", "application_document", "answer_row"}).isdisjoint(
            undone.tables
        )

    def is_outdated(self, tables: Iterable[str]) -> bool:  # noqa: ARG002 (it follows by itself)
        """Follow every change in place."""
        return False

    def _fill_seen(self) -> None:
        """Show what is stored now in all parts that were made."""
        for view in self._views.values():
            view.fill()  # type: ignore[attr-defined]
        self._judging.start()

    def _tell(self, sentence: Message) -> None:
        self.notice.show_problem(lambda: self._words.say(sentence))

    # ------------------------------------------------------------------ words, size, end

    def say_title(self) -> None:
        """Say the words of the top bar."""
        self._say_header()

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; what is typed is saved first."""
        self.autosave.flush()
        super().retranslate()
        words = self._words
        self.gap_button.setText(words.gettext("Next gap (F8)"))
        self.gap_button.setToolTip(words.gettext("Go to the next field that still lacks something"))
        current = self.list.current()
        if current:
            self._name_neighbours(current, self.view())
        self._fit_list()
        self._say_header()

    def _say_header(self) -> None:
        words, sheet = self._words, self.sheet
        self.preview_button.setText(words.gettext("&Look at the PDF"))
        self.preview_button.setToolTip("Ctrl+P")
        is_checked = self.is_checking()
        self.check_button.setText(
            words.gettext("&Assemble the folder")
            if is_checked
            else words.gettext("&Check and assemble")
        )
        self.check_button.setToolTip("Ctrl+E")
        for button in (self.preview_button, self.check_button):
            button.setVisible(sheet is not None)
        if sheet is None:
            self.header.set_words(words.gettext("Application"), "")
            return
        parts = []
        numbers = [stop.id for stop in self._stops if stop.number]
        here = self.list.current()
        if here in numbers:
            parts.append(
                words.gettext(
                    "Step {number} of {count}", number=numbers.index(here) + 1, count=len(numbers)
                )
            )
        if self.judged is not None:
            ready = words.gettext("{percent} % ready", percent=self.judged.progress.percent)
            # No line may begin with the sign.
            parts.append(ready.replace(" %", "\u00a0%"))
        name = words.name(sheet.form.name)
        if self._is_narrow:
            # The name of the form would leave no room for the buttons.
            parts.insert(0, name)
            name = words.gettext("Application")
        self.header.set_words(name, join_parts(parts))

    def fit_room(self) -> None:
        """Share the width anew."""
        is_narrow = self.is_narrower_than(NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._say_header()
        self._arrange()
        self._fit_list()

    def changeEvent(self, event: QEvent) -> None:
        """Take another size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "list"):
            self._fit_list()

    def _fit_list(self) -> None:
        """Let the card of the list be as high as its sections, as long as there is room."""
        self._left.setFixedWidth(self.desk.theme.measure.grow(LEFT))
        QTimer.singleShot(0, self.list, self._fit_list_height)

    def _fit_list_height(self) -> None:
        model = self.list.model()
        height = sum(self.list.sizeHintForRow(row) for row in range(model.rowCount())) + 24
        # What stands under the list needs a share too, and so does a long list.
        room = self.work.height() - 36 - self.gap_button.sizeHint().height() - 12
        share = 1.0 if self._is_beside else 0.62
        self._list_card.setFixedHeight(max(min(height, round(room * share)), 120))

    def _arrange(self) -> None:
        """Put the guidance beside the middle, or under the list where the middle needs the room."""
        view = self.stack.currentWidget()
        wanted = LEAST_MIDDLE
        if isinstance(view, SectionView):
            wanted = max(wanted, view.wanted_width())
        grow = self.desk.theme.measure.grow
        room = self.width() - 48 - self._left.width() - 2 * GAP - grow(RIGHT)
        is_beside = room >= wanted
        self.guidance.setFixedWidth(grow(RIGHT if is_beside else LEFT))
        if is_beside == self._is_beside:
            return
        self._is_beside = is_beside
        self._under.removeWidget(self.guidance)
        self._row.removeWidget(self.guidance)
        if is_beside:
            self._row.addWidget(self.guidance)
        else:
            self._under.addWidget(self.guidance, 1)
        self._left_column.setStretch(self._left_column.count() - 1, int(is_beside))
        self.guidance.show()
        self._row.activate()
        self._fit_list()

    def end_workers(self) -> None:
        """End what follows the focus of the whole window."""
        self._judging.stop()
        self._judge.close()
        if self.assembling is not None:
            self.assembling.close()
        if self.preview is not None:
            self.preview.close_pages()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._follow_focus)
