"""What a page looks like to a machine: words cut off, widgets on top of each other, no name.

Each function returns sentences about what is wrong with the visible widgets under a root, so that
a test shows all of it at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QSplitterHandle,
    QStackedWidget,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from grantee_app.language.message import Message
from ui.screen_language import ScreenLanguage
from ui.widgets.ledger import Ledger

# A pixel of rounding is no fault.
SLACK = 1
LEAST_CONTRAST = 4.5


class StretchedLanguage(ScreenLanguage):
    """Says every word of ours 30 % longer: what a better translation may need one day."""

    def gettext(self, msgid: str, /, **values: str | int) -> str:
        return stretch(super().gettext(msgid, **values))

    def ngettext(self, one: str, many: str, count: int, /, **values: str | int) -> str:
        return stretch(super().ngettext(one, many, count, **values))

    def say(self, message: Message) -> str:
        return stretch(super().say(message))


def stretch(text: str) -> str:
    """Return the text with a third more letters in each word, its signs left alone."""
    return " ".join(
        word + word[: math.ceil(len(word) * 0.3)] if word.isalpha() else word
        for word in text.split(" ")
    )


def list_seen(root: QWidget) -> list[QWidget]:
    """Return the visible widgets under `root`, without Qt's own inner parts."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and not isinstance(widget, (QScrollBar, QSplitterHandle, QMenu))
        and not widget.objectName().startswith("qt_")
        and widget.width() > 0
        and widget.height() > 0
    ]


# ---------------------------------------------------------------- words


def find_cut_words(root: QWidget) -> list[str]:
    """Return the labels and buttons whose words do not fit into them."""
    return [
        f"cut: {describe(widget)} needs {needed}, has {widget.width()}x{widget.height()}"
        for widget in list_seen(root)
        if (needed := find_lack(widget))
    ]


def find_lack(widget: QWidget) -> str:
    """Return which room a widget's words lack, "" for none."""
    if isinstance(widget, QLabel):
        return _judge_label(widget)
    if isinstance(widget, (QPushButton, QToolButton, QCheckBox, QRadioButton)):
        return _judge_button(widget)
    if isinstance(widget, QComboBox):
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            _combo_option(widget),
            QStyle.SubControl.SC_ComboBoxEditField,
            widget,
        )
        # Whichever of our words is chosen, it is seen whole; names of records may be cut, but not
        # the word that stands for all or none of them.
        is_ours = not widget.minimumContentsLength()
        words = [
            widget.itemText(row)
            for row in range(widget.count())
            if is_ours or not widget.itemData(row)
        ]
        width = _widest([widget.currentText(), *words], widget)
        return f"{width} wide" if width > room.width() + SLACK else ""
    if isinstance(widget, QLineEdit) and not widget.text():
        room = widget.style().subElementRect(
            QStyle.SubElement.SE_LineEditContents, _line_option(widget), widget
        )
        width = _widest([widget.placeholderText()], widget)
        return f"a hint {width} wide" if width > room.width() + SLACK else ""
    if isinstance(widget, Ledger) and not widget.is_by_cell:
        width = widget.horizontalHeader().length()
        return f"columns {width} wide" if width > widget.viewport().width() + SLACK else ""
    return ""


def _widest(words: list[str], widget: QWidget) -> int:
    return max(map(widget.fontMetrics().horizontalAdvance, words))


def _line_option(widget: QLineEdit):
    from PySide6.QtWidgets import QStyleOptionFrame

    option = QStyleOptionFrame()
    widget.initStyleOption(option)
    return option


def _combo_option(widget: QComboBox):
    from PySide6.QtWidgets import QStyleOptionComboBox

    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    return option


def _judge_label(label: QLabel) -> str:
    text = label.text()
    if not text:
        return ""
    room = label.contentsRect()
    if label.wordWrap():
        height = label.heightForWidth(label.width())
        if height > label.height() + SLACK:
            return f"{height} high"
        longest = max(
            (label.fontMetrics().horizontalAdvance(word) for word in _split(text)), default=0
        )
        return f"a word {longest} wide" if longest > room.width() + 2 * SLACK else ""
    width = _measure(text, label.fontMetrics())
    return f"{width} wide" if width > room.width() + SLACK else ""


def _split(text: str) -> list[str]:
    # A text with tags is measured by Qt itself, and soft hyphens may break a word.
    if "<" in text:
        return []
    whole = text.replace("\u00ad", " ").replace("\u200b", " ").replace("-", "- ")
    return whole.split()


def _measure(text: str, metrics: QFontMetrics) -> int:
    plain = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return max(metrics.horizontalAdvance(line) for line in plain.split("\n"))


def _judge_button(button: QAbstractButton) -> str:
    if not button.text():
        return ""
    if hasattr(button, "heightForWidth") and button.hasHeightForWidth():
        height = button.heightForWidth(button.width())
        return f"{height} high" if height > button.height() + SLACK else ""
    width = _measure(button.text(), button.fontMetrics())
    if not button.icon().isNull():
        width += button.iconSize().width() + 4
    if isinstance(button, QPushButton):
        option = QStyleOptionButton()
        button.initStyleOption(option)
        room = button.style().subElementRect(
            QStyle.SubElement.SE_PushButtonContents, option, button
        )
        return f"{width} wide" if width > room.width() + SLACK else ""
    return f"{width} wide" if width > button.width() + SLACK else ""


# ---------------------------------------------------------------- places


def find_misplaced(root: QWidget) -> list[str]:
    """Return widgets that overlap a sibling or stick out of their parent."""
    problems: list[str] = []
    for parent in [root, *list_seen(root)]:
        if _arranges_itself(parent):
            continue
        children = [child for child in _children(parent) if not _lies_over(child)]
        inside = parent.rect()
        problems.extend(
            f"leaves its parent: {describe(child)} {child.geometry().getRect()} "
            f"of {describe(parent)} {inside.width()}x{inside.height()}"
            for child in children
            if not inside.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(child.geometry())
        )
        for one, other in combinations(children, 2):
            common = one.geometry().intersected(other.geometry())
            if common.width() > SLACK and common.height() > SLACK:
                problems.append(
                    f"overlap: {describe(one)} and {describe(other)} by {common.size()}"
                )
    return problems


def _children(parent: QWidget) -> Iterator[QWidget]:
    for child in parent.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child


def _arranges_itself(parent: QWidget) -> bool:
    return isinstance(
        parent,
        (QAbstractScrollArea, QStackedWidget, QComboBox, QLineEdit, QHeaderView, QTabBar, QLabel),
    ) or isinstance(parent.parent(), QAbstractScrollArea)


def _lies_over(child: QWidget) -> bool:
    # A palette of letters or a badge is meant to lie over what is under it.
    return bool(child.property("lies_over")) or isinstance(child, (QSplitterHandle, QScrollBar))


# ---------------------------------------------------------------- keyboard and names


def find_nameless(root: QWidget) -> list[str]:
    """Return the controls that a screen reader could not name."""
    return [
        f"nameless: {describe(widget)}"
        for widget in list_controls(root)
        if not (name_of(widget)).strip()
    ]


def find_unreachable(root: QWidget) -> list[str]:
    """Return the controls that Tab does not reach and no shortcut replaces."""
    return [
        f"no Tab: {describe(widget)}"
        for widget in list_controls(root)
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _has_keys(widget)
        and not _is_beside_one_with_tab(widget)
        and widget.isEnabled()
    ]


def _is_beside_one_with_tab(widget: QWidget) -> bool:
    """Tell whether the arrows come here from a neighbour: of such a group one has the Tab."""
    parent = widget.parentWidget()
    return isinstance(widget, QAbstractButton) and any(
        type(other) is type(widget) and bool(other.focusPolicy() & Qt.FocusPolicy.TabFocus)
        for other in (parent.findChildren(type(widget)) if parent is not None else ())
    )


def list_controls(root: QWidget) -> list[QWidget]:
    """Return what a person operates."""
    kinds = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
    return [
        widget
        for widget in list_seen(root)
        if isinstance(widget, kinds)
        and not isinstance(widget, QHeaderView)
        and not widget.property("is_still")
        and not isinstance(widget.parent(), (QComboBox, QAbstractSpinBox, QTabBar))
    ]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader says first."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _has_keys(widget: QWidget) -> bool:
    hint = widget.toolTip()
    if isinstance(widget, QAbstractButton) and not QKeySequence.mnemonic(widget.text()).isEmpty():
        return True
    return any(key in hint for key in ("Ctrl+", "Alt+", "(F", "Esc", "Enter", "Del"))


def find_shared_keys(root: QWidget) -> list[str]:
    """Return the letters that two enabled controls answer to together with Alt."""
    users: dict[str, list[QWidget]] = {}
    for widget in list_seen(root):
        if isinstance(widget, (QAbstractButton, QLabel)) and widget.isEnabled():
            if isinstance(widget, QLabel) and widget.buddy() is None:
                continue
            keys = QKeySequence.mnemonic(widget.text()).toString()
            if keys:
                users.setdefault(keys, []).append(widget)
    return [
        f"{keys}: {' and '.join(describe(widget) for widget in widgets)}"
        for keys, widgets in users.items()
        if len(widgets) > 1
    ]


def find_not_walked(window: QWidget, most: int = 400) -> list[str]:
    """Walk with Tab, and back, until a control comes again; return what was not met.

    A list may send Tab straight into the details of its line: what stands between is met on the
    way back. A control without Tab must be reached otherwise: by keys told in its words or its
    hint, or by the arrows from a neighbour of its group.
    """
    window.activateWindow()
    QApplication.processEvents()
    start = next(
        widget
        for widget in list_controls(window)
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    met: list[QWidget] = []
    # What a list shows of the line that the walk came to is walked to in a second round.
    for _round in range(2):
        known = set(list_controls(window))
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            met += _walk(start, key, most)
        if known >= set(list_controls(window)):
            break
    return [
        f"not walked: {describe(widget)}"
        for widget in list_controls(window)
        if widget.isEnabled()
        and not _has_keys(widget)
        and not any(_stands_for(other, widget) for other in met)
    ]


def _walk(start: QWidget, key: Qt.Key, most: int) -> list[QWidget]:
    start.setFocus(Qt.FocusReason.TabFocusReason)
    way: list[QWidget] = []
    while len(way) < most:
        here = QApplication.focusWidget()
        if here is None or here in way:
            break
        way.append(here)
        QTest.keyClick(here, key)
        QApplication.processEvents()
    return way


def _stands_for(met: QWidget, widget: QWidget) -> bool:
    if met is widget or widget.isAncestorOf(met) or met.focusProxy() is widget:
        return True
    # Of buttons that exclude each other, the arrows go from one to the next.
    return (
        isinstance(met, QAbstractButton)
        and isinstance(widget, QAbstractButton)
        and met.parentWidget() is widget.parentWidget()
        and (met.autoExclusive() or met.group() is not None)
    )


# ---------------------------------------------------------------- words of no language


def find_foreign_words(root: QWidget, english: set[str]) -> list[str]:
    """Return what is said in English: a msgid that nobody translated."""
    said = [
        text
        for widget in list_seen(root)
        for text in (
            getattr(widget, "text", str)() if isinstance(widget, (QLabel, QAbstractButton)) else "",
            widget.accessibleName(),
            widget.toolTip(),
        )
        if text
    ]
    return sorted({f"English: {text}" for text in said if text.strip() in english})


# ---------------------------------------------------------------- colours


def find_faint_words(root: QWidget) -> list[str]:
    """Return the labels and buttons whose words stand out too little from what is behind them."""
    problems = []
    for widget in list_seen(root):
        if not isinstance(widget, (QLabel, QPushButton, QCheckBox, QLineEdit)):
            continue
        if not widget.isEnabled() or not (widget.text() or "").strip():
            continue
        if widget.visibleRegion().boundingRect() != widget.rect():
            # Scrolled out of sight, at least in part.
            continue
        contrast = measure_contrast(widget)
        if contrast is not None and contrast < LEAST_CONTRAST - 0.05:
            problems.append(f"contrast {contrast:.1f}: {describe(widget)}")
    return problems


def measure_contrast(widget: QWidget) -> float | None:
    """Return the greatest contrast of the widget's words with the colour around them.

    Letters are blurred at their edges, so the strongest pixel tells the colour of the ink.
    """
    picture = widget.window().grab(_seen_rect(widget)).toImage()
    if picture.width() < 4 or picture.height() < 4:
        return None
    counts: dict[int, int] = {}
    for x in range(picture.width()):
        for y in range(picture.height()):
            colour = picture.pixel(x, y)
            counts[colour] = counts.get(colour, 0) + 1
    ground = max(counts, key=lambda colour: counts[colour])
    light = luminance(QColor(ground))
    return max(
        (max(light, other) + 0.05) / (min(light, other) + 0.05)
        for other in (luminance(QColor(colour)) for colour in counts)
    )


def _seen_rect(widget: QWidget) -> QRect:
    corner = widget.mapTo(widget.window(), QPoint(0, 0))
    size = widget.size().boundedTo(QSize(220, 60))
    return QRect(corner, size)


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2.1."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def describe(widget: QWidget) -> str:
    """Return what a person who mends it needs: class, words, where it hangs."""
    text = getattr(widget, "text", None)
    said = text() if callable(text) and not isinstance(widget, QTextEdit) else ""
    said = said or widget.accessibleName()
    parent = widget.parentWidget()
    return f"{type(widget).__name__} «{said[:50]}» in {type(parent).__name__}"


class WindowWatch(QObject):
    """Notes every widget that is shown as a window of its own: a flash on the screen.

    A widget that is made visible before it has a parent is one, and takes the keyboard with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flashed: list[str] = []
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the showing of a plain window; menus and hints are none."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_plain = watched.windowType() in (Qt.WindowType.Widget, Qt.WindowType.Window)
            if watched.isWindow() and is_plain and not isinstance(watched, QMainWindow):
                self.flashed.append(describe(watched))
        return False

    def end(self) -> None:
        """Watch no more."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
