"""Runs one command from its words to its exit code, and says in one sentence what went wrong."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from grantee_app.cli.commands import build_program
from grantee_app.cli.failures import ExitCode, judge_failure
from grantee_app.cli.output import discard_output, flush_output, prepare_streams, write_complaint
from grantee_app.cli.session import Session, choose_language
from grantee_app.language.catalogue import Language


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` (the process's own words unless given) names.

    Never raises; `BASTAMA_DEBUG=1` shows the traceback of a failure beside its sentence.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    language = Language.load(choose_language(words))
    try:
        code = _run(words, language)
        flush_output()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 (the last door of the program)
        return _report_failure(error, language)
    return code


def _run(words: list[str], language: Language) -> int:
    program = build_program(language)
    try:
        result = program.main(
            words, prog_name="bastama", standalone_mode=False, obj=Session(language)
        )
    except SystemExit as leaving:
        # Click leaves by itself when the reader of a pipe has gone.
        return leaving.code if isinstance(leaving.code, int) else ExitCode.NO_OUTPUT
    return int(result or ExitCode.FINE)


def _report_failure(error: BaseException, language: Language) -> int:
    if os.environ.get("BASTAMA_DEBUG") == "1":
        traceback.print_exception(error)
    code, sentence = judge_failure(error)
    if code == ExitCode.NO_OUTPUT:
        discard_output()
    # Whoever closed the pipe has seen enough: no complaint.
    if not isinstance(error.__cause__, BrokenPipeError):
        write_complaint(language.say(sentence))
    return int(code)
