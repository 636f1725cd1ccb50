"""Everything that can be seen in the window, by name: pages, their parts, what lies over them.

For pictures and for the tests that look at all of it. Each scene brings an open window there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

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
    yield "report-hand-in", _show_hand_in
    yield "report", _leave_hand_in


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
        return
    _find_switch(page).buttons[part].click()  # type: ignore[attr-defined]


def _show_line(window: MainWindow, number: str) -> None:
    window.open_step("plan")
    page = window.view.page() if window.view is not None else None
    _show_part(page, "outline")
    nodes = page.outline.outline.nodes()  # type: ignore[union-attr]
    page.outline.choose(next(node.record_id for node in nodes if node.number == number))  # type: ignore[union-attr]


def _show_hand_in(window: MainWindow) -> None:
    window.open_step("report")
    page = window.report_page
    assert page is not None  # noqa: S101 (opened just now)
    state = window.view.watch.state if window.view is not None else None
    page.hand_in.set_findings(list(state.findings) if state is not None else [])
    page._body.setCurrentWidget(page.hand_in)  # noqa: SLF001 (without waiting for a report)


def _leave_hand_in(window: MainWindow) -> None:
    if window.report_page is not None:
        window.report_page.leave_hand_in()


def _show_settings(part: str) -> OverScene:
    return lambda start: start.session.show_settings(part)


OVER_SCENES: Final[dict[str, OverScene]] = {
    "backups": lambda start: start.session.show_backups(),
    "changes": lambda start: start.session.show_changes(),
    **{
        f"settings-{part}": _show_settings(part)
        for part in ("look", "backups", "password", "rules", "form")
    },
}
