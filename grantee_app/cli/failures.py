"""What can go wrong on the command line: one sentence and one exit code each.

The codes are a promise to scripts; a new one is added, none is changed.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import click

from grantee_app.errors import BastamaError, StoreProblem
from grantee_app.language.message import N_, Message, message
from grantee_app.store.engine import DATABASE_ERRORS


class ExitCode(IntEnum):
    """The exit codes of every command."""

    FINE = 0
    HAS_ERRORS = 1
    WRONG_USAGE = 2
    BAD_DATA = 3
    BAD_WORKSPACE = 4
    NO_OUTPUT = 5
    OUR_MISTAKE = 70
    INTERRUPTED = 130


MEANINGS: Final[dict[ExitCode, str]] = {
    ExitCode.FINE: N_("all went well"),
    ExitCode.HAS_ERRORS: N_("check found errors in the project or in the form"),
    ExitCode.WRONG_USAGE: N_("the command was written wrongly"),
    ExitCode.BAD_DATA: N_("a file cannot be read or taken, or there is no such project"),
    ExitCode.BAD_WORKSPACE: N_("the workspace or its database cannot be used"),
    ExitCode.NO_OUTPUT: N_("the result cannot be written"),
    ExitCode.OUR_MISTAKE: N_("a mistake of Bastama itself"),
    ExitCode.INTERRUPTED: N_("interrupted; nothing half-done is left"),
}


class UsageProblem(BastamaError):  # noqa: N818 (as in errors.py)
    """The words of the command do not fit together."""


class OutputProblem(BastamaError):  # noqa: N818
    """The result is ready and cannot be written."""


def judge_failure(error: BaseException) -> tuple[ExitCode, Message]:
    """Return the exit code and the sentence for whatever ended a command."""
    code = next(
        (code for kind, code in _CODES if isinstance(error, kind)),
        ExitCode.OUR_MISTAKE,
    )
    if isinstance(error, BastamaError):
        return code, error.message
    if isinstance(error, click.UsageError):
        return code, explain_usage(error)
    if code == ExitCode.OUR_MISTAKE:
        problem = type(error).__name__
        return code, message(
            "Bastama made a mistake ({problem}): please write to its authors what you did.",
            problem=problem,
        )
    return code, _SAID[code]


# The first that fits: the special before the general.
_CODES: Final[tuple[tuple[type[BaseException], ExitCode], ...]] = (
    (UsageProblem, ExitCode.WRONG_USAGE),
    (OutputProblem, ExitCode.NO_OUTPUT),
    (StoreProblem, ExitCode.BAD_WORKSPACE),
    (BastamaError, ExitCode.BAD_DATA),
    (click.UsageError, ExitCode.WRONG_USAGE),
    *((kind, ExitCode.BAD_WORKSPACE) for kind in DATABASE_ERRORS),
    (click.Abort, ExitCode.INTERRUPTED),
    (KeyboardInterrupt, ExitCode.INTERRUPTED),
)
_SAID: Final[dict[ExitCode, Message]] = {
    ExitCode.INTERRUPTED: message("Interrupted: nothing half-done is left."),
    ExitCode.BAD_WORKSPACE: message(
        "The database of the workspace could not be read or written, and nothing was changed: "
        "check that the disk is not full and no other program holds the file."
    ),
}


def explain_usage(error: click.UsageError) -> Message:
    """Say in our words what click found wrong with the words of a command."""
    path = error.ctx.command_path if error.ctx else "bastama"
    command = f"{path} --help"
    match error:
        case click.NoSuchOption():
            return message(
                "There is no option {option}: see {command}.",
                option=error.option_name,
                command=command,
            )
        case click.MissingParameter():
            return message(
                "{parameter} is missing: see {command}.",
                parameter=_name_parameter(error),
                command=command,
            )
        case click.BadParameter():
            return _explain_value(error, command)
        case click.BadOptionUsage():
            return message(
                "The option {option} lacks its value, or takes none: see {command}.",
                option=error.option_name,
                command=command,
            )
    return message("The command is not written so: see {command}.", command=command)


def _explain_value(error: click.BadParameter, command: str) -> Message:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return message(
            "{parameter} must be one of {words}: see {command}.",
            parameter=_name_parameter(error),
            words=", ".join(map(str, kind.choices)),
            command=command,
        )
    return message(
        "{parameter} is not written so: see {command}.",
        parameter=_name_parameter(error),
        command=command,
    )


def _name_parameter(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
