"""Sources stay unread: PySide would read that of every module, and Python would keep its lines.

PySide calls its methods by other names in modules that ask for that (`from __feature__ import`). To
find these it reads the source of each module that is imported after it, and `linecache` keeps what
was read: twenty megabytes of 700 files, and a fifth of the time that our own modules take to load.
None of ours asks for it.
"""

from __future__ import annotations

import linecache
import sys
from typing import Final

import PySide6.QtCore  # noqa: F401 (brings the module that is looked for below)

_READER: Final = "_mod_uses_pyside"


def leave_sources_unread() -> None:
    """Tell PySide of every module to come that it asks for nothing.

    There is no setting for it: a function of PySide's own is replaced, where it is still there.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, _READER):
        setattr(feature, _READER, _ask_for_nothing)
    # What was read until now; whoever needs a line again reads it again.
    linecache.clearcache()


def _ask_for_nothing(_module: object) -> bool:
    return False
