"""Every page in both languages: nothing cut, nothing overlapping, nothing in English.

Everything has a name and can be reached by the keyboard, words stand out from what is behind them.
The words are stretched by 30 % as well.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from grantee_app.settings import Settings
from grantee_app.workspace import Workspace
from tests.ui import seen
from tests.ui.conftest import WAIT_MS, bury
from tests.ui.test_app import begin  # noqa: F401 (a fixture)
from tools.scenes import OVER_SCENES, list_scenes
from tools.settling import wait_for_layout
from ui.app import Start
from ui.main_window import MainWindow
from ui.places import ALL_STEPS, Step
from ui.screen_language import ScreenLanguage
from ui.theme import DAY, NIGHT, Theme

SIZES = ((1366, 768), (1920, 1080), (1000, 700))
Open = Callable[[Workspace], MainWindow]
# More than any page has to stop at: who has not come round by then never does.
MOST_STOPS = 400


def settle(qtbot, window: MainWindow) -> None:
    """Wait until the state is counted and everything is laid out."""
    view = window.view
    assert view is not None
    qtbot.waitUntil(lambda: view.watch.state is not None, timeout=WAIT_MS)
    report = window.report_page
    if report is not None and report.isVisible():
        qtbot.waitUntil(lambda: report.preview.view.page_count() > 0, timeout=WAIT_MS)
    wait_for_layout(window)


@pytest.fixture(params=["kk", "ru"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication) -> ScreenLanguage:
    return ScreenLanguage(request.param, qapp)


def open_page(
    words: ScreenLanguage, theme: Theme, memory: QSettings, workspace: Workspace, step: Step
) -> MainWindow:
    memory.setValue("window/step", step)
    window = MainWindow(words, theme, memory)
    window.show()
    window.furnish(workspace)
    return window


@pytest.mark.parametrize("step", ALL_STEPS)
@pytest.mark.parametrize("is_stretched", [False, True], ids=["plain", "stretched"])
def test_nothing_is_cut_and_nothing_overlaps(
    qtbot, qapp, spoken, theme, memory, workspace, step, is_stretched
) -> None:
    words = seen.StretchedLanguage(spoken.code, qapp) if is_stretched else spoken
    window = open_page(words, theme, memory, workspace, step)
    try:
        problems: set[str] = set()
        for width, height in SIZES:
            window.resize(width, height)
            settle(qtbot, window)
            found = seen.find_cut_words(window) + seen.find_misplaced(window)
            problems |= {f"{width}x{height} {problem}" for problem in found}
        assert not problems, "\n".join(sorted(problems))
    finally:
        bury(window)


@pytest.mark.parametrize("step", ALL_STEPS)
def test_everything_has_a_name_and_a_key(qtbot, spoken, theme, memory, workspace, step) -> None:
    window = open_page(spoken, theme, memory, workspace, step)
    try:
        window.resize(1366, 768)
        settle(qtbot, window)
        found = seen.find_nameless(window) + seen.find_unreachable(window)
        found += seen.find_foreign_words(window, read_english())
        assert found == []
    finally:
        bury(window)


@pytest.mark.parametrize("step", ALL_STEPS)
def test_tab_goes_round_the_whole_window(qtbot, words, theme, memory, workspace, step) -> None:
    window = open_page(words, theme, memory, workspace, step)
    try:
        window.resize(1366, 768)
        settle(qtbot, window)
        first = window.side.steps[step]
        problems = []
        for name, show in list_scenes(window):
            if name.partition("-")[0] != step:
                continue
            show(window)
            wait_for_layout(window)
            first.setFocus(Qt.FocusReason.TabFocusReason)
            met = [first]
            while len(met) < MOST_STOPS:
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
                met.append(QApplication.focusWidget())
                if met[-1] is first:
                    break
            if met[-1] is not first:
                problems.append(f"{name}: round and round at {met[-1].accessibleName()}")
            missed = [button for button in window.side.steps.values() if button not in met]
            problems += [f"{name}: past {button.accessibleName()}" for button in missed]
        assert problems == []
    finally:
        bury(window)


@pytest.mark.parametrize("step", ALL_STEPS)
@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
def test_words_stand_out_by_day_and_by_night(
    qtbot, words, theme, memory, workspace, step, tokens
) -> None:
    window = open_page(words, theme, memory, workspace, step)
    try:
        theme.wear(tokens)
        window.resize(1366, 768)
        settle(qtbot, window)
        assert seen.find_faint_words(window) == []
    finally:
        theme.wear(DAY)
        bury(window)


def read_english() -> set[str]:
    """Return the msgids whose translations differ from them: seen on screen, they are a fault."""
    from babel.messages.pofile import read_po

    from grantee_app.folders import locale_folder

    found: set[str] = set()
    for code in ("kk", "ru"):
        path = locale_folder() / code / "LC_MESSAGES" / "bastama.po"
        with path.open("rb") as file:
            for entry in read_po(file):
                if isinstance(entry.id, str) and entry.id and entry.string != entry.id:
                    found |= {entry.id, entry.id.replace("&", "")}
    return found


# ---------------------------------------------------------------------- large letters

# Letters of 150 %, and the window of a laptop where the system enlarges everything to 125 %.
LARGE = {"letters": (150, 1366, 768), "screen": (100, 1093, 614)}


@pytest.mark.parametrize("large", LARGE.values(), ids=LARGE)
def test_large_letters_are_whole(qtbot, spoken, theme, memory, workspace, large) -> None:
    percent, width, height = large
    theme.choose_size(percent)
    window = open_page(spoken, theme, memory, workspace, "home")
    try:
        window.resize(width, height)
        settle(qtbot, window)
        problems: set[str] = set()
        for name, show in list_scenes(window):
            show(window)
            wait_for_layout(window)
            found = seen.find_cut_words(window) + seen.find_misplaced(window)
            problems |= {f"{name} {problem}" for problem in found}
        assert not problems, "\n".join(sorted(problems))
    finally:
        theme.choose_size(100)
        bury(window)


# ---------------------------------------------------------------------- parts and what lies over


PART_SIZES = ((1366, 768), (1000, 700))
# Down to the narrowest window that there is.
OVER_SIZES = (
    (100, 1366, 768),
    (100, 1000, 700),
    (100, 911, 512),
    (100, 720, 500),
    (150, 1366, 768),
)


@pytest.mark.parametrize("is_stretched", [False, True], ids=["plain", "stretched"])
def test_every_part_is_whole(qtbot, qapp, spoken, theme, memory, workspace, is_stretched) -> None:
    """All parts of all pages; names, keys and words of no language where they are not stretched."""
    words = seen.StretchedLanguage(spoken.code, qapp) if is_stretched else spoken
    window = open_page(words, theme, memory, workspace, "home")
    try:
        settle(qtbot, window)
        english = read_english()
        problems: set[str] = set()
        for width, height in PART_SIZES:
            window.resize(width, height)
            for name, show in list_scenes(window):
                show(window)
                wait_for_layout(window)
                found = seen.find_cut_words(window) + seen.find_misplaced(window)
                if not is_stretched:
                    found += seen.find_nameless(window) + seen.find_unreachable(window)
                    found += seen.find_foreign_words(window, english)
                    found += seen.find_shared_keys(window)
                problems |= {f"{name} {width}x{height} {problem}" for problem in found}
        assert not problems, "\n".join(sorted(problems))
    finally:
        bury(window)


def test_no_part_flashes_as_a_window_of_its_own(qtbot, words, theme, memory, workspace) -> None:
    watch = seen.WindowWatch()
    window = open_page(words, theme, memory, workspace, "home")
    try:
        settle(qtbot, window)
        for _name, show in list_scenes(window):
            show(window)
            QApplication.processEvents()
        assert watch.flashed == []
    finally:
        watch.end()
        bury(window)


@pytest.mark.parametrize("tokens", [DAY, NIGHT], ids=["day", "night"])
def test_words_of_every_part_stand_out(qtbot, words, theme, memory, workspace, tokens) -> None:
    window = open_page(words, theme, memory, workspace, "home")
    try:
        theme.wear(tokens)
        window.resize(1366, 768)
        settle(qtbot, window)
        problems: set[str] = set()
        for name, show in list_scenes(window):
            show(window)
            wait_for_layout(window)
            problems |= {f"{name} {problem}" for problem in seen.find_faint_words(window)}
        assert not problems, "\n".join(sorted(problems))
    finally:
        theme.wear(DAY)
        bury(window)


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_pages_that_lie_over_are_whole(
    begin: Callable[..., Start],  # noqa: F811
    qtbot,
    code: str,
) -> None:
    start = begin(Settings(code), is_sample=True)
    window = start.window
    with qtbot.waitSignal(window.ready, timeout=WAIT_MS):
        pass
    qtbot.waitUntil(lambda: start.session.keeper is not None, timeout=WAIT_MS)
    english = read_english()
    problems: set[str] = set()
    for percent, width, height in OVER_SIZES:
        start.theme.choose_size(percent)
        window.resize(width, height)
        for name, show in OVER_SCENES.items():
            show(start)
            window.activateWindow()
            wait_for_layout(window)
            assert window.is_over()
            found = seen.find_cut_words(window) + seen.find_misplaced(window)
            found += seen.find_nameless(window) + seen.find_unreachable(window)
            found += seen.find_foreign_words(window, english) + seen.find_shared_keys(window)
            if percent == 100:
                # Only the left of a wide field is looked at, and figures stand at the right.
                found += seen.find_faint_words(window)
            problems |= {f"{name} {percent} {width}x{height} {problem}" for problem in found}
            while window.is_over():
                here = QApplication.focusWidget()
                assert here is not None, name
                assert window.over_page().isAncestorOf(here), f"{name}: {seen.describe(here)}"
                press_escape(window)
    start.theme.choose_size(100)
    assert not problems, "\n".join(sorted(problems))


def press_escape(window: MainWindow) -> None:
    """Leave the page that lies over the others, as a person does."""
    before = window.over_page()
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert window.over_page() is not before


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_the_first_questions_are_whole(
    qtbot, qapp, theme, memory, empty_workspace, code: str
) -> None:
    window = open_page(ScreenLanguage(code, qapp), theme, memory, empty_workspace, "home")
    try:
        first = window.first_page
        assert first is not None
        first.who.cards["ngo"].click()
        problems: set[str] = set()
        for percent, width, height in (*((100, *size) for size in SIZES), *OVER_SIZES):
            theme.choose_size(percent)
            window.resize(width, height)
            for place in range(3):
                first.show_question(place)
                wait_for_layout(window)
                found = seen.find_cut_words(window) + seen.find_misplaced(window)
                found += seen.find_nameless(window) + seen.find_unreachable(window)
                found += seen.find_foreign_words(window, read_english())
                found += seen.find_faint_words(window) + seen.find_shared_keys(window)
                problems |= {f"{place} {percent} {width}x{height} {problem}" for problem in found}
        assert not problems, "\n".join(sorted(problems))
    finally:
        theme.choose_size(100)
        bury(window)


# ---------------------------------------------------------------------- the keyboard


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_tab_comes_to_everything_and_is_seen(qtbot, qapp, theme, memory, workspace, code) -> None:
    """Walk with Tab round every page: each control is met, and each says that it has the cursor."""
    window = open_page(ScreenLanguage(code, qapp), theme, memory, workspace, "home")
    try:
        window.resize(1366, 768)
        settle(qtbot, window)
        problems: set[str] = set()
        for name, show in list_scenes(window):
            show(window)
            wait_for_layout(window)
            problems |= {f"{name} {problem}" for problem in seen.find_not_walked(window)}
        assert not problems, "\n".join(sorted(problems))
    finally:
        bury(window)


def test_the_inspection_finds_what_it_is_for(qtbot, theme) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton, QWidget

    page = QWidget()
    page.resize(300, 200)
    label = QLabel("Ұзақ атау сыймайды", page)
    label.setGeometry(0, 0, 30, 20)
    button = QPushButton(page)
    button.setGeometry(10, 5, 50, 40)
    out = QLabel("шетте", page)
    out.setGeometry(280, 100, 60, 20)
    faint = QLabel("Backups", page)
    faint.setStyleSheet("color: #EEEEEE; background: #FFFFFF")
    faint.setGeometry(0, 150, 120, 30)
    qtbot.addWidget(page)
    page.show()
    assert len(seen.find_cut_words(page)) == 1
    assert len(seen.find_misplaced(page)) == 2
    assert seen.find_nameless(page) == [f"nameless: {seen.describe(button)}"]
    assert seen.find_foreign_words(page, {"Backups"}) == ["English: Backups"]
    assert any("Backups" in problem for problem in seen.find_faint_words(page))
