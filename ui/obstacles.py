"""What stands in the way of opening a workspace, each met with a page that offers a way on.

A damaged database is `recovery`'s business, a locked one that of `password_keeper`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grantee_app.language.message import Message
from ui.pages.message_page import MessagePage, Way
from ui.screen_language import ScreenLanguage

if TYPE_CHECKING:
    from grantee_app.store.lock import WorkspaceInUse
    from ui.main_window import MainWindow
    from ui.session import Session


class Obstacles:
    """The pages that `session` shows alone in `window` instead of a workspace."""

    def __init__(self, session: Session, window: MainWindow, words: ScreenLanguage) -> None:
        self._session = session
        self._window = window
        self._words = words

    def meet_holder(self, problem: WorkspaceInUse) -> None:
        """Call the window that has the workspace; where none comes, offer to read only."""
        from ui.one_window import call_first_window  # noqa: PLC0415

        pid = problem.holder.pid if problem.holder else None
        if call_first_window(self._session.folder, pid):
            self._session.taken_over.emit()
            return
        words = self._words
        self._window.show_alone(
            MessagePage(
                words,
                lambda: words.gettext("Bastama is already open"),
                lambda: words.say(problem.message),
                (self._again(), self._reading(), self._close()),
            )
        )

    def show_refusal(self, sentence: Message, *, is_readable: bool = True) -> None:
        """Say why the workspace cannot be opened."""
        from grantee_app.store.opening import is_begun  # noqa: PLC0415
        from grantee_app.workspace import DATABASE_NAME  # noqa: PLC0415

        words = self._words
        ways = [self._again(), self._elsewhere(), self._close()]
        if is_readable and is_begun(self._session.folder / DATABASE_NAME):
            ways.insert(1, self._reading())
        self._window.show_alone(
            MessagePage(
                words,
                lambda: words.gettext("Your projects cannot be opened"),
                lambda: words.say(sentence),
                tuple(ways),
            )
        )

    def show_gone(self) -> None:
        """Say that a known folder holds nothing: its drive is missing, or it was moved."""
        words, folder = self._words, str(self._session.folder)
        anew = Way(
            lambda: words.gettext("&Begin anew here"), lambda: self._session.begin(is_new=True)
        )
        self._window.show_alone(
            MessagePage(
                words,
                lambda: words.gettext("Your projects cannot be opened"),
                lambda: words.gettext(
                    "Your projects are no longer in {folder}. Connect the drive they are on, or "
                    "show the folder if it was moved or renamed.",
                    folder=folder,
                ),
                (self._again(), self._elsewhere(), anew, self._close()),
            )
        )

    # ------------------------------------------------------------------ ways on

    def _again(self) -> Way:
        return Way(lambda: self._words.gettext("&Try again"), self._session.begin)

    def _elsewhere(self) -> Way:
        return Way(
            lambda: self._words.gettext("Another &folder…"), self._session.folders.choose_folder
        )

    def _reading(self) -> Way:
        return Way(
            lambda: self._words.gettext("Open for &reading only"),
            lambda: self._session.begin(is_read_only=True),
        )

    def _close(self) -> Way:
        return Way(lambda: self._words.gettext("&Close"), self._close_window)

    def _close_window(self) -> None:
        self._window.close()
