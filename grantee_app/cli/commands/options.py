"""What commands share: how one is made, and the options that several of them take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from grantee_app.cli.failures import UsageProblem
from grantee_app.cli.session import Session
from grantee_app.cli.speech import SpokenArgument, SpokenCommand, SpokenGroup, SpokenOption
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, message

Run = Callable[..., int]


def make_command(
    language: Language, name: str, run: Run, short: str, long: str, *params: click.Parameter
) -> click.Command:
    """Return a command that hands its values to `run`; `long` is its page, `short` its line."""
    return SpokenCommand(
        name,
        language=language,
        callback=click.pass_obj(run),
        short_help=short,
        help=long,
        params=[*params, *common_options(language)],
    )


def make_group(language: Language, name: str, short: str, long: str) -> click.Group:
    """Return a command that has commands of its own."""
    return SpokenGroup(
        name,
        language=language,
        short_help=short,
        help=long,
        params=common_options(language),
        subcommand_metavar=language.gettext("COMMAND ..."),
    )


def make_flag(name: str, help_text: str) -> click.Option:
    """Return an option that is given or not."""
    return SpokenOption([name], is_flag=True, help=help_text)


def make_choice(name: str, help_text: str, **more: Any) -> click.Option:
    """Return an option whose value is one of our languages."""
    return SpokenOption([name], type=click.Choice(LANGUAGES), help=help_text, **more)


def project_argument(language: Language, *, is_required: bool = True) -> click.Argument:
    """Return the argument that names a project."""
    word = language.gettext("PROJECT")
    return SpokenArgument(
        ["project"],
        metavar=word if is_required else f"[{word}]",
        required=is_required,
        explanation=language.gettext(
            "The id of the project, the beginning of its id, a part of its title, or sample."
        ),
    )


def common_options(language: Language) -> list[click.Parameter]:
    """Return the options that every command takes."""
    return [
        SpokenOption(
            ["--workspace"],
            metavar=language.gettext("FOLDER"),
            expose_value=False,
            callback=_keep_folder,
            help=language.gettext("The folder of the workspace; your usual one unless given."),
        ),
        SpokenOption(
            ["--password-file"],
            metavar=language.gettext("FILE"),
            expose_value=False,
            callback=_keep_password_file,
            help=language.gettext(
                "A file whose first line is the password of the workspace, - for standard input; "
                "asked for unless given."
            ),
        ),
        make_choice(
            "--language",
            language.gettext("The language of messages."),
            expose_value=False,
        ),
    ]


def _keep_folder(ctx: click.Context, param: click.Parameter, value: str | None) -> None:  # noqa: ARG001
    if value is not None:
        ctx.ensure_object(Session).folder = Path(value)


def _keep_password_file(ctx: click.Context, param: click.Parameter, value: str | None) -> None:  # noqa: ARG001
    if value is not None:
        ctx.ensure_object(Session).password_file = Path(value)


def form_options(language: Language) -> list[click.Parameter]:
    """Return the options that name a form and its edition."""
    return [
        SpokenOption(
            ["--form"],
            metavar=language.gettext("FORM"),
            help=language.gettext(
                "The name of the form; unless given, the report that the project is judged by."
            ),
        ),
        SpokenOption(
            ["--form-version"],
            metavar=language.gettext("VERSION"),
            help=language.gettext(
                "The edition of the form; unless given, the one the project is written into."
            ),
        ),
    ]


def folder_options(language: Language) -> list[click.Parameter]:
    """Return the options of a folder that is handed in."""
    return [
        SpokenOption(
            ["--zip", "with_zip"],
            is_flag=True,
            help=language.gettext("Pack the folder into a ZIP beside it too."),
        ),
        SpokenOption(
            ["--max-mb"],
            type=int,
            metavar=language.gettext("NUMBER"),
            help=language.gettext(
                "How many megabytes the folder may have; photos and scans are made smaller for it."
            ),
        ),
        personal_flag(language),
    ]


def personal_flag(language: Language) -> click.Parameter:
    """Return the flag that lets personal data go along."""
    return make_flag("--personal", language.gettext("Take along the personal data of people."))


def read_day(written: str | None) -> date | None:
    """Return the day that was written as 2024-12-06, None for none."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageProblem(
            message("{day} is not a day: write year, month and day as 2024-12-06.", day=written)
        ) from error
