"""The folders that workspaces are opened from: chosen, remembered, offered in the side bar.

Going to one is the session's business.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from grantee_app.language.message import message
from grantee_app.settings import put_first
from ui.screen_language import ScreenLanguage

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.session import Session


class RecentFolders:
    """The folders of the workspaces opened lately, the last one first."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        words: ScreenLanguage,
        folders: tuple[str, ...],
    ) -> None:
        self._session = session
        self._window = window
        self._words = words
        self._folders = folders

    def is_known(self, folder: Path) -> bool:
        """Tell whether a workspace was opened in a folder before."""
        return str(folder) in self._folders

    def choose_folder(self) -> None:
        """Ask for the folder of a workspace and go there."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, self._words.gettext("The folder of your projects")
        )
        if chosen:
            self._session.go_to_folder(Path(chosen))

    def open_folder(self, folder: str = "") -> None:
        """Open the workspace in another folder, one that is asked for where "" is given."""
        if not folder:
            self.choose_folder()
        elif Path(folder).is_dir():
            self._session.go_to_folder(Path(folder))
        else:
            self._window.tell_problem(
                message(
                    "The folder {name} is not there now: connect its drive and choose it again.",
                    name=Path(folder).name or folder,
                )
            )

    def remember_open(self) -> None:
        """Remember the open folder, and offer the others."""
        here = str(self._session.folder)
        folders = self._folders if self._session.is_sample else put_first(self._folders, here)
        if folders != self._folders:
            self._folders = folders
            self._session.folders_changed.emit(folders)
        if self._window.side is not None:
            self._window.side.set_folders(tuple(path for path in folders if path != here))

    def forget_others(self) -> None:
        """Forget the folders opened lately, except the one that is open."""
        self._folders = ()
        self.remember_open()
