"""The report page: sections, the texts of one of them, and the report as it will be printed.

Owns its work: saving what is typed, building the report and its findings on a worker. How it leaves
the house is told in `report/exporting.py`; which project is open and where else one can go is the
main window's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from grantee_app.errors import BastamaError
from grantee_app.form import FormDefinition
from grantee_app.form.catalogue import choose_report_form, list_report_forms
from grantee_app.language.message import LANGUAGES, LanguageCode, Message
from grantee_app.store.texts import AnswerPlace, RecordPlace
from ui.desk import Desk
from ui.jobs import JobRunner
from ui.pages.page import Page
from ui.pages.report.exporting import ReportExport, other_language
from ui.pages.report.section_editor import SectionEditor, gravest_tone
from ui.report_building import BuiltReport, ReportSource
from ui.report_entries import (
    has_records,
    is_written,
    iterate_places,
    iterate_tables,
    list_entries,
    list_sections,
)
from ui.report_process import ReportProcess
from ui.tab_order import list_tab_stops, order_tabs
from ui.turns import Turns
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.preview import Preview
from ui.widgets.section_list import SectionList, SectionState

if TYPE_CHECKING:
    from grantee_app.checks.finding import Finding
    from grantee_app.records import Project
    from grantee_app.store.history.undoing import Undone
    from grantee_app.store.texts import TextPlace
    from ui.places import Place

NARROW: Final = 940
_STRUCTURE: Final = frozenset({"task", "planned_activity", "indicator", "activity"})
BUILD_AFTER_MS: Final = 80


class ReportPage(Page):
    """All sections of the form, the texts of one of them, and the pages as they will be printed."""

    HELP = "report"
    TABLES = frozenset(
        {
            "activity",
            "answer",
            "evidence",
            "expense",
            "grant",
            "indicator",
            "organization",
            "participant_count",
            "partner",
            "planned_activity",
            "project",
            "report_date",
            "staff_member",
            "task",
            "winner",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._words = words = desk.words
        self._theme = desk.theme
        self._memory = memory = desk.memory
        stored = str(memory.value("report/language", ""))
        self._code: LanguageCode = "ru" if (stored or words.code) == "ru" else "kk"
        self._editors: dict[str, SectionEditor] = {}
        # Makes the section that was chosen, where it is seen for the first time.
        self._making = Turns(None, self)
        # The newest report is not shown yet: the page was not seen.
        self._is_unshown = False
        # What shows its figures and findings, while it does.
        self._showing = Turns(None, self)
        self._unfinished: SectionEditor | None = None
        self._built: BuiltReport | None = None
        self._edited_section = ""
        self._is_narrow: bool | None = None
        # What is being built holds the last words already.
        self._is_fresh = False
        self._builder = JobRunner(self, name="report")
        self.export = ReportExport(self)
        self._add_shortcuts()

    # ------------------------------------------------------------------ building

    def opening(self) -> Iterator[None]:
        """Learn which report is written and what stands in it, then build its sections."""
        yield
        watch = self.desk.watch
        while watch is not None and watch.is_on_its_way() and not self.turns.is_hurried:
            # A large project is not read here while a worker reads it already.
            yield
        project = self.desk.read_project()
        self._learn_forms(project)
        yield
        self._list_entries(project)
        self._process = ReportProcess(
            ReportSource(self.desk.workspace, self.desk.project_id, self._form)
        )
        yield
        yield from self._building()
        yield
        self._connect()
        yield
        known = {section.id for section in self._sections}
        remembered = str(self._memory.value("report/section", ""))
        wanted = (found for found in (remembered, "goal") if found in known)
        section_id = next(wanted, self._sections[0].id)
        yield from self._making_editor(section_id)
        self.sections.choose(section_id)
        # The page can be used now; everything heavy is loaded after it has been painted.
        QTimer.singleShot(BUILD_AFTER_MS, self, self.rebuild)

    def _learn_forms(self, project: Project) -> None:
        # Not the project: it would keep what was counted then alive for as long as the page is.
        self._title = project.title
        self._forms = {form.id: form for form in list_report_forms(project)}
        # The report that the project is judged by; another one may be open.
        self._judged = choose_report_form(project).id
        workspace, project_id = self.desk.workspace, self.desk.project_id
        self._choice: tuple[object, ...] = workspace.read_report_choice(project_id)
        seen = self._forms.get(str(self._memory.value(self._form_key(), "")))
        is_beside = seen is not None and seen.due != "final"
        self._form = seen if seen is not None and is_beside else self._forms[self._judged]

    def _form_key(self) -> str:
        return f"report/form/{self.desk.project_id}"

    def _list_entries(self, project: Project) -> None:
        form = self._form
        self._sections = list_sections(form)
        self._entries = {
            section.id: list_entries(form, section, project) for section in self._sections
        }

    def _building(self) -> Iterator[None]:
        self.export.build_buttons()
        yield
        # From above: whatever gets another parent is styled anew.
        self._body = QStackedWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self._body)
        frame = QFrame(self.splitter)
        self.sections = SectionList(self._words, self._theme, frame)
        self.sections.set_sections(self._sections)
        frame.setProperty("role", "list")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 1, 0)
        self.forms = ChoiceBox(frame)
        self.forms.setVisible(len(self._forms) > 1)
        above = QVBoxLayout()
        above.setContentsMargins(8, 10, 8, 8)
        above.addWidget(self.forms)
        inside.addLayout(above)
        inside.addWidget(self.sections)
        self._list_frame = frame
        self._stack = QStackedWidget(self.splitter)
        self._stack.setMinimumWidth(330)
        yield
        self.preview = Preview(self._words, self._theme, self.splitter)
        self.preview.setMinimumWidth(150)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(frame)
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.preview)
        self.splitter.setCollapsible(1, False)
        for place, stretch in enumerate((0, 1, 1)):
            self.splitter.setStretchFactor(place, stretch)
        yield
        self._body.addWidget(self.splitter)
        self.export.build_panel(self._body)
        self.set_body(self._body)

    def _connect(self) -> None:
        self.sections.section_chosen.connect(self._open_section)
        self.forms.chosen.connect(lambda: self.choose_report(self.forms.code() or ""))
        self.splitter.splitterMoved.connect(self._remember_columns)
        self.autosave.written.connect(self._note_written)

    def _add_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+E", lambda: self.export.export_pdf(self._words.code)),
            ("Ctrl+Shift+E", lambda: self.export.export_pdf(other_language(self._words.code))),
            ("Ctrl+P", self.export.print_now),
            ("Ctrl+Shift+P", self.export.open_folder),
            ("Ctrl+PgDown", lambda: self._step_section(1)),
            ("Ctrl+PgUp", lambda: self._step_section(-1)),
            ("Shift+F1", lambda: self._editor().toggle_guides()),
            ("F6", self._step_column),
        ):
            self.add_shortcut([keys], act)

    # ------------------------------------------------------------------ which report

    def form_id(self) -> str:
        """Return the form of the report that is written."""
        return self._form.id

    def choose_report(self, form_id: str) -> None:
        """Write another report of the project, which is judged by it if it is the last one.

        An interim report is written beside it, and only this window remembers that it was open.
        """
        form = self._forms.get(form_id)
        if form is None or form is self._form:
            return
        self._open_report(form_id)
        self.forms.setFocus()
        is_last = form.due == "final"
        self._memory.setValue(self._form_key(), "" if is_last else form_id)
        if not is_last or form_id == self._judged or self.autosave.is_read_only:
            return
        try:
            self.desk.workspace.records.choose_report(self.desk.project_id, form_id)
        except BastamaError as problem:
            sentence = problem.message
            self.notice.show_problem(lambda: self._words.say(sentence))
        else:
            self._judged = form_id
            # Undo may bring back what was known before anything else is followed.
            self._choice = ()

    def _open_report(self, form_id: str) -> None:
        """Show another report of the project; what was typed in this one is saved first."""
        form = self._forms.get(form_id)
        if form is None or form is self._form:
            return
        self.autosave.end_step()
        self._built = None
        self._showing.drop()
        self._edited_section = ""
        old = list(self._editors.values())
        self._editors = {}
        self._form = form
        self._list_entries(self.desk.read_project())
        self.leave_hand_in()
        self.sections.set_sections(self._sections)
        self.sections.choose(self._sections[0].id)
        for editor in old:
            self._stack.removeWidget(editor)
            editor.deleteLater()
        self.retranslate()
        self.rebuild()

    def _show_form_of(self, place: object) -> None:
        """Go to the report that an answer belongs to."""
        if isinstance(place, AnswerPlace):
            self._open_report(place.form)

    def _follow_project(self) -> None:
        """Offer the reports that the project can hand in now, and open the one chosen meanwhile.

        The kind of the grant is told on another page, and undo takes back a choice.
        """
        # Every text that is saved leads here: a large project is read only where that matters.
        choice = self.desk.workspace.read_report_choice(self.desk.project_id)
        if choice == self._choice:
            return
        self._choice = choice
        project = self.desk.read_project()
        forms = {form.id: form for form in list_report_forms(project)}
        judged = choose_report_form(project).id
        is_chosen = judged != self._judged and self._form.due == "final"
        self._judged = judged
        if list(forms) != list(self._forms):
            self._forms = forms
            self.forms.setVisible(len(forms) > 1)
            self._offer_forms()
        if is_chosen or self._form.id not in forms:
            self._open_report(judged)

    # ------------------------------------------------------------------ sections

    def _editor(self) -> SectionEditor:
        self._making.finish()
        return self._editors[self.sections.current()]

    def _open_section(self, section_id: str) -> None:
        self.autosave.end_step()
        self._memory.setValue("report/section", section_id)
        # What is shown stays until the other section is there.
        self._making.begin_anew(self._opening_section(section_id))
        if not self._is_whole or not self.isVisible():
            self._making.finish()

    def _opening_section(self, section_id: str) -> Iterator[None]:
        yield from self._making_editor(section_id)
        yield from self._showing_section(section_id)

    def catch_up(self) -> None:
        """Show now what changed, and the section that was chosen."""
        super().catch_up()
        self._making.finish()
        self._showing.finish()

    def _showing_section(self, section_id: str) -> Iterator[None]:
        editor = self._editors[section_id]
        editor.say_anew()
        editor.set_language(self._code)
        editor.refresh()
        yield
        built = self._built
        if built is not None:
            editor.set_printed(built.printed)
            editor.set_facts(built.facts)
            yield
            yield from editor.showing_findings(self._find_findings(editor, built))
            yield
        self._stack.setCurrentWidget(editor)
        self._order_tabs()
        self.preview.show_section(section_id)

    def _making_editor(self, section_id: str) -> Iterator[None]:
        """Make the texts of a section; whoever goes to another one meanwhile begins it anew."""
        if self._unfinished is not None:
            self._unfinished.deleteLater()
            self._unfinished = None
        if section_id in self._editors:
            return
        section = next(found for found in self._sections if found.id == section_id)
        editor = SectionEditor(
            self.desk,
            form=self._form,
            section=section,
            entries=self._entries[section_id],
            code=self._code,
            parent=self._stack,
        )
        self._unfinished = editor
        yield
        yield from editor.building()
        yield
        editor.edited.connect(lambda: self._note_edit(section_id))
        editor.left.connect(self.autosave.end_step)
        editor.grown.connect(self._order_tabs)
        editor.language_chosen.connect(self.set_document_language)
        self._editors[section_id] = editor
        self._unfinished = None
        self._stack.addWidget(editor)

    def _order_tabs(self) -> None:
        """Let Tab go from the list through the texts to the preview: Qt puts new widgets last."""
        order_tabs(self.sections, [*list_tab_stops(self._editor()), *list_tab_stops(self.preview)])

    def _step_section(self, by: int) -> None:
        self.sections.step(by)
        self._editor().focus_first()

    def _step_column(self) -> None:
        """F6 goes from the list to the texts to the preview and round."""
        if self.sections.hasFocus():
            self._editor().focus_first()
        elif self.preview.view.hasFocus():
            self.sections.setFocus()
        else:
            self.preview.view.setFocus()

    def set_document_language(self, code: LanguageCode) -> None:
        """Write and see the report in another language; the screen stays as it is."""
        if code == self._code:
            return
        self.autosave.flush()
        self._code = code
        self._memory.setValue("report/language", code)
        self._editor().set_language(code)
        self._edited_section = ""
        self.rebuild()

    def refreshing(self) -> Iterator[None]:
        """Show the texts and the report as they are now."""
        self._follow_project()
        self._editor().refill()
        if not self._is_fresh:
            self.rebuild()
        self._is_fresh = False
        yield

    def is_outdated(self, tables: Iterable[str]) -> bool:
        """Tell whether tasks or activities came, went or moved: the sections follow them."""
        return not _STRUCTURE.isdisjoint(tables)

    def show_place(self, place: Place) -> bool:
        """Show a section, and the text of a record or an answer in it; or a report by its form."""
        form = place.field if place.field in self._forms else ""
        if form:
            self._open_report(form)
            if not place.record:
                return True
        section = self._find_section_of(place.record)
        if not section:
            # Findings that other pages show are those of the report that the project is judged by.
            self._open_report(self._judged)
            section = self._find_section_of(place.record)
        if section:
            self.sections.choose(section)
            self._editor().show_record((place.field if not form else "") or place.record)
        return bool(section)

    def _find_section_of(self, record: str) -> str:
        if any(section.id == record for section in self._sections):
            return record
        for section_id, entries in self._entries.items():
            for found in iterate_places(entries):
                if record in (getattr(found, "record_id", ""), getattr(found, "path", "")):
                    return section_id
        return ""

    def show_changed(self, undone: Undone) -> bool:
        """Show texts that undo or redo changed, the first with the cursor in it.

        False when none of them is on this page. A report that was chosen is open already.
        """
        if has_chosen_report(undone):
            return True
        for text in undone.texts:
            self._show_form_of(text.place)
        found = next(
            (
                (section, text)
                for text in undone.texts
                if (section := self._find_section(text.place))
            ),
            None,
        )
        if found is None:
            return self._show_changed_rows(undone)
        section_id, text = found
        if text.language in LANGUAGES:
            self.set_document_language("ru" if text.language == "ru" else "kk")
        for editor in self._editors.values():
            editor.refill()
        self.sections.choose(section_id)
        self._editor().show_place(text.place, text.text, text.position)
        self._edited_section = section_id
        self.rebuild()
        return True

    def _show_changed_rows(self, undone: Undone) -> bool:
        """Show rows of a table written here that undo or redo brought, took or moved."""
        tables = {row.table for row in undone.rows}
        section_id = self._find_section_with(tables.pop()) if len(tables) == 1 else ""
        if not section_id:
            return False
        self.sections.choose(section_id)
        self._editor().refill()
        self._editor().show_record(next(row.row_id for row in undone.rows))
        self._edited_section = section_id
        self.rebuild()
        return True

    def _find_section(self, place: TextPlace) -> str:
        for section_id, entries in self._entries.items():
            if place in iterate_places(entries):
                return section_id
        return self._find_section_with(place.table) if isinstance(place, RecordPlace) else ""

    def _find_section_with(self, table: str) -> str:
        """Return the section that the records of a table are written in, "" for none."""
        for section_id, entries in self._entries.items():
            if table in iterate_tables(entries):
                return section_id
        return ""

    def document_language(self) -> LanguageCode:
        """Return the language the report is written and seen in."""
        return self._code

    # ------------------------------------------------------------------ saving

    def _note_edit(self, section_id: str) -> None:
        self._edited_section = section_id

    def _note_written(self) -> None:
        if self.isVisible():
            self._is_fresh = True
            self.rebuild()

    # ------------------------------------------------------------------ the report

    def showEvent(self, event: QShowEvent) -> None:
        """Show, a moment after the page, the report that was built while nobody saw it."""
        super().showEvent(event)
        if self._is_unshown:
            QTimer.singleShot(0, self, self._show_built)

    def rebuild(self) -> None:
        """Build the report anew on the worker; one that is being built is still shown."""
        code, section, form = self._code, self._edited_section, self._form
        self._builder.submit(
            lambda job: self._process.build(code, job, section, form),
            self._take_report,
            self._note_not_built,
        )

    def _note_not_built(self, sentence: Message) -> None:
        self.preview.show_problem(sentence)
        # What cannot be read may be damaged.
        self.damage_suspected.emit()

    def _take_report(self, built: BuiltReport) -> None:
        if built.code != self._code or built.form_id != self._form.id:
            return
        self._built = built
        self._is_unshown = True
        if self.isVisible():
            self._show_built()

    def _show_built(self) -> None:
        """Show the report that was built last, if it is not shown yet."""
        built = self._built
        if built is None or not self._is_unshown:
            return
        self._is_unshown = False
        # Who has gone on to another section wants to see that one.
        is_here = built.edited_section == self.sections.current()
        self.preview.show_report(built.shown, built.edited_section if is_here else "")
        self._showing.begin_anew(self._showing_counted(built))

    def _showing_counted(self, built: BuiltReport) -> Iterator[None]:
        yield
        # The other sections are told when they are opened.
        editor = self._editor()
        editor.set_printed(built.printed)
        editor.set_facts(built.facts)
        yield
        yield from editor.showing_findings(self._find_findings(editor, built))
        yield
        self._show_states()

    @staticmethod
    def _find_findings(editor: SectionEditor, built: BuiltReport) -> list[Finding]:
        return [finding for finding in built.findings if finding.section == editor.section.id]

    def _show_states(self) -> None:
        built = self._built
        if built is None:
            return
        states = {}
        counted: dict[str, list[Finding]] = {section.id: [] for section in self._sections}
        for finding in built.findings:
            if finding.severity != "note" and finding.section in counted:
                counted[finding.section].append(finding)
        for section in self._sections:
            found = counted[section.id]
            entries = self._entries[section.id]
            written = has_records(section, entries, built.printed, built.findings) and is_written(
                entries, self.autosave.read_text, self._code
            )
            states[section.id] = SectionState(len(found), gravest_tone(found), written)
        self.sections.set_states(states)

    # ------------------------------------------------------------------ for its way out

    def process(self) -> ReportProcess:
        """Return what builds and writes the report."""
        return self._process

    def form(self) -> FormDefinition:
        """Return the form of the report that is written."""
        return self._form

    def title(self, code: LanguageCode) -> str:
        """Return the title of the project."""
        return self._title.spoken_in(code)

    def is_built(self) -> bool:
        """Tell whether there is a report to look at."""
        return self._built is not None

    def find_all(self) -> list[Finding]:
        """Return what was found in the report that was built last."""
        return self._built.findings if self._built is not None else []

    def count_pages(self) -> int:
        """Return how many pages the report has."""
        return self._built.shown.page_count if self._built is not None else 1

    def leave_hand_in(self) -> None:
        """Go back from the findings to the texts."""
        self._body.setCurrentWidget(self.splitter)
        self.sections.setFocus()

    # ------------------------------------------------------------------ words, size, end

    def say_title(self) -> None:
        """Say the words of the top bar."""
        self.header.set_words(self._words.gettext("&Report").replace("&", ""), "")

    def retranslate(self) -> None:
        """Say everything again in the language of the screen; what is typed is saved first."""
        self.autosave.flush()
        super().retranslate()
        words = self._words
        editor = self._editors.get(self.sections.current())
        if editor is not None:
            # A turn before it is shown, not with it.
            editor.say_anew()
        self.header.set_words(words.name(self._form.name), words.name(self._form.edition))
        self._offer_forms()
        self.export.retranslate()

    def _offer_forms(self) -> None:
        words = self._words
        self.forms.set_choices([(form.id, words.name(form.name)) for form in self._forms.values()])
        self.forms.set_code(self._form.id)
        self.forms.setAccessibleName(words.gettext("Which report"))
        about = words.gettext(
            "Which report. The whole project is checked against the final report that is chosen "
            "here; an interim one is written beside it."
        )
        self.forms.setToolTip(about)
        self.forms.setAccessibleDescription(about)
        self._list_frame.setMinimumWidth(max(172, self.forms.sizeHint().width() + 18))

    def fit_room(self) -> None:
        """Share a narrow window so that the texts keep the most of it."""
        is_narrow = self.is_narrower_than(NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._share_columns()

    def _share_columns(self) -> None:
        stored = self._memory.value(self._columns_key())
        shares = [0.22, 0.46, 0.32] if self._is_narrow else [0.21, 0.41, 0.38]
        if isinstance(stored, list) and len(stored) == len(shares):
            shares = [float(share) for share in stored]
        self.splitter.setSizes([round(self.width() * share) for share in shares])

    def _remember_columns(self) -> None:
        whole = max(sum(self.splitter.sizes()), 1)
        shares = [str(round(size / whole, 4)) for size in self.splitter.sizes()]
        self._memory.setValue(self._columns_key(), shares)

    def _columns_key(self) -> str:
        return "report/columns_narrow" if self._is_narrow else "report/columns"

    def end_workers(self) -> None:
        """End the threads; nothing may be built or drawn afterwards."""
        # What was about to be shown would ask the records, which may be closed by then.
        self._showing.drop()
        self._built, self._is_unshown = None, False
        self._making.drop()
        self._builder.close()
        self.export.close()
        if self.is_whole():
            self._process.close()
            self.preview.close_pages()


def has_chosen_report(undone: Undone) -> bool:
    """Tell whether undo or redo changed which report the project is judged by."""
    return any("report_form" in row.columns for row in undone.rows if row.table == "project")
