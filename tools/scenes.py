"""Everything that can be seen in the window, by name: pages, their parts, what lies over them.

For pictures and for the tests that look at all of it. Each scene brings an open window there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tools.settling import wait_for_layout
from ui.places import ALL_STEPS, Step

if TYPE_CHECKING:
    from ui.app import Start
    from ui.main_window import MainWindow

Scene = Callable[["MainWindow"], object]
OverScene = Callable[["Start"], object]


def list_scenes(window: MainWindow) -> Iterator[tuple[str, Scene]]:
    """Yield the pages of the open project and their parts; a scene may be shown when it comes."""
    for step in ALL_STEPS:
        yield step, partial(_open_step, step)
        page = window.view.page() if window.view is not None else None
        for part in _list_parts(page):
            yield f"{step}-{part}", partial(_show_part_of, page, part)
        for part in _list_parts(page)[:1]:
            # The next person finds the page as it was.
            _show_part(page, part)
    yield "plan-activity", lambda window: _show_line(window, "1.1")
    yield "plan-indicator", lambda window: _show_line(window, "1.1.1")
    for section in ("partners", "narrative"):
        yield f"report-{section}-end", partial(_show_end, section)
    yield "report-hand-in", _show_hand_in
    yield "report-folder", _show_report_folder
    yield "report", _leave_hand_in
    yield from _list_application_scenes(window)


def _list_application_scenes(window: MainWindow) -> Iterator[tuple[str, Scene]]:
    """Yield the parts of an application, which is begun in the open project if there is none."""
    window.open_step("application")
    page = window.view.page() if window.view is not None else None
    if page is None or page.desk.autosave.is_read_only:
        return
    if page.sheet is None:  # type: ignore[attr-defined]
        _begin_application(page)
    for stop in page._stops:  # type: ignore[attr-defined]  # noqa: SLF001 (its own list)
        yield f"application-{stop.id}", partial(_show_stop, page, stop.id)
    yield "application-check", lambda _window: page.check()  # type: ignore[attr-defined]
    yield "application", lambda _window: page.leave_over()  # type: ignore[attr-defined]
    yield "application-won", partial(_show_state, page, "won")
    yield "application-lost", partial(_show_state, page, "lost")
    _show_state(page, "draft", window)


def _begin_application(page: Any) -> None:
    """Begin the longest form, with a row in every table, one of them wrong."""
    page.begin.choose_form("kz-state-grant/application")
    page.begin.begin()
    applications = page.desk.workspace.applications
    for key, table in page.sheet.form.tables.items():
        if page.sheet.filled.rows_of(key):
            continue
        for number in (1, 2):
            cells = {
                (column.key, language): _FILLINGS.get(column.kind, f"{number}")
                for column in table.columns
                for language in page.sheet.filled.languages_of(key, column.key)
                if not getattr(column, "computed", None)
            }
            applications.add_row(page.sheet.application_id, key, cells)
    page.refresh()
    page.judge()


def _show_stop(page: Any, stop: str, window: MainWindow) -> None:
    window.open_step("application")
    page.list.choose(stop)
    view = page.view()
    if hasattr(view, "build_all"):
        view.build_all()
        for field in view.fields.values():
            ids = field.rows.row_ids() if hasattr(field, "rows") else []
            if ids and not field.isHidden():
                field.open_row(ids[0])


def _show_state(page: Any, state: str, window: MainWindow) -> None:
    _show_stop(page, "outcome", window)
    page.view().choose(state)


def _open_step(step: Step, window: MainWindow) -> None:
    window.open_step(step)


def _show_part_of(page: object, part: str, _window: MainWindow) -> None:
    _show_part(page, part)


def _list_parts(page: object) -> list[str]:
    sections = getattr(page, "_sections", None)
    if sections is not None:
        return [section.id for section in sections]
    switch = _find_switch(page)
    return list(switch.buttons) if switch is not None else []  # type: ignore[attr-defined]


def _find_switch(page: object) -> object:
    # The plan names its joined buttons `parts`, others theirs `switch`.
    for name in ("switch", "parts"):
        found = getattr(page, name, None)
        if hasattr(found, "buttons"):
            return found
    return None


def _show_part(page: object, part: str) -> None:
    if hasattr(page, "sections"):
        page.sections.choose(part)
        page.catch_up()  # type: ignore[attr-defined]
        return
    _find_switch(page).buttons[part].click()  # type: ignore[attr-defined]


def _show_line(window: MainWindow, number: str) -> None:
    window.open_step("plan")
    page = window.view.page() if window.view is not None else None
    _show_part(page, "outline")
    nodes = page.outline.outline.nodes()  # type: ignore[union-attr]
    page.outline.choose(next(node.record_id for node in nodes if node.number == number))  # type: ignore[union-attr]


def _show_end(section: str, window: MainWindow) -> None:
    """Show what stands at the end of a section of the report: tables of records."""
    window.open_step("report")
    page = window.report_page
    assert page is not None  # noqa: S101 (opened just now)
    _show_part(page, section)
    editor = page._editors[section]  # noqa: SLF001 (as far as anybody would scroll)
    editor._grow(len(editor.entries))  # noqa: SLF001
    wait_for_layout(window)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())


def _show_hand_in(window: MainWindow) -> None:
    window.open_step("report")
    page = window.report_page
    assert page is not None  # noqa: S101 (opened just now)
    state = window.view.watch.state if window.view is not None else None
    page.export.show_findings(list(state.findings) if state is not None else [])


def _show_report_folder(window: MainWindow) -> None:
    window.open_step("report")
    if window.report_page is not None:
        window.report_page.export.open_folder()


def _leave_hand_in(window: MainWindow) -> None:
    if window.report_page is not None:
        window.report_page.leave_hand_in()


def _show_settings(part: str) -> OverScene:
    return lambda start: start.session.over.show_settings(part)


# What stands in the cells of a table that is looked at, by the kind of a column.
_FILLINGS: Final = {
    "text": "Ауыл тұрғындарының қатысуымен өтетін шара",
    "long_text": "Қатысушылар өз қолымен жасап үйренеді, нәтижесін көршілеріне көрсетеді.",
    "place": "Жетісу облысы, Ескелді ауданы",
    "person": "Серікова Айнұр Болатқызы",
    "organization": "«Жарық жол» қоғамдық қоры",
    "date": "01.03.2030",
    "date_range": "32.13.2030",
    "money": "28 мың",
    "yes_no": "1",
    "choice": "",
    "choices": "",
}


OVER_SCENES: Final[dict[str, OverScene]] = {
    "backups": lambda start: start.session.over.show_backups(),
    "changes": lambda start: start.session.over.show_changes(),
    "calls": lambda start: start.session.over.show_calls(),
    **{
        f"settings-{part}": _show_settings(part)
        for part in ("look", "backups", "password", "rules", "form")
    },
}
