"""The one door of Bastama: no words after the command open the window, words go to the CLI.

Knows both rooms by name only and imports either when it is needed, so that the command line
never loads Qt. `--sample` opens the window on a fresh copy of the sample project.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from grantee_app.language.message import LANGUAGES, N_, LanguageCode

NO_DISPLAY = N_(
    "There is no screen here to open a window on. "
    "The report of the sample project is written instead."
)
NO_LIBRARY = N_("The window cannot open: a library of the system is missing ({problem}).")


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window or run a command, and return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in ([], ["--sample"]):
        if not has_display():
            return write_sample_reports(Path.cwd())
        return open_window(is_sample=bool(words))
    return run_command(words)


def has_display() -> bool:
    """Tell whether a window can be shown; only Linux runs without a screen at all."""
    if not sys.platform.startswith("linux"):
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def open_window(*, is_sample: bool) -> int:
    """Show the main window until it is closed."""
    # What a start loads stays: looking through it for garbage costs a tenth of the start.
    was_collecting = gc.isenabled()
    gc.disable()
    # pydantic reads the description of every installed package in search of plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from ui.unread_sources import leave_sources_unread

        leave_sources_unread()
        from ui.app import run

        return run(is_sample=is_sample)
    except ImportError as error:
        # Qt's own libraries name the system's by their file; anything else is our mistake.
        if ".so" not in str(error):
            raise
        say_in_both(NO_LIBRARY, problem=str(error).partition(":")[0])
        return 1
    finally:
        if was_collecting:
            gc.enable()


def write_sample_reports(folder: Path) -> int:
    """Write the sample's final report in both languages into `folder` and print the paths."""
    say_in_both(NO_DISPLAY)
    for language in LANGUAGES:
        path = folder / f"bastama-sample-{language}.pdf"
        code = run_command(["report", "sample", "--lang", language, "--out", str(path)])
        if code:
            return code
    return 0


def run_command(words: Sequence[str]) -> int:
    """Hand the words to the command line and return its exit code."""
    from grantee_app.cli import main as run_cli

    try:
        return int(run_cli(list(words)) or 0)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)


def say_in_both(sentence: str, **values: str) -> None:
    """Print a sentence in every language: nobody has chosen one yet."""
    from grantee_app.language.catalogue import Language

    codes: tuple[LanguageCode, ...] = LANGUAGES
    for code in codes:
        print(Language.load(code).gettext(sentence).format(**values), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
