"""Where the data folders lie: beside the package in a checkout, inside it in a wheel.

Knows only its own place on disk: neither the current directory nor the user's
workspace, and nothing of what the folders hold.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "_data"


def forms_folder() -> Path:
    """Return the folder with the forms, `<funder>/<form>/<version>.toml`."""
    return _find_folder("forms")


def guide_folder() -> Path:
    """Return the folder with the user guide, `<language>/<page>.md`."""
    # In the repository people read it where documents are.
    return _PACKED / "guide" if _PACKED.is_dir() else _PACKAGE.parent / "docs" / "guide"


def locale_folder() -> Path:
    """Return the folder with the catalogues, `<language>/LC_MESSAGES/bastama.po` or `.mo`."""
    return _find_folder("locale")


def resources_folder() -> Path:
    """Return the folder with fonts, the sample project, and what else is data of ours."""
    return _find_folder("resources")


def _find_folder(name: str) -> Path:
    # Packed first: in site-packages a stranger's `forms` may lie beside us.
    if _PACKED.is_dir():
        return _PACKED / name
    return _PACKAGE.parent / name
