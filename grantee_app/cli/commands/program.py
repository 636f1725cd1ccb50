"""The whole command line: all commands under one name.

Built anew for each run, since a help page speaks the language of that run.
"""

from __future__ import annotations

import click

from grantee_app import __version__
from grantee_app.cli.commands.applications import make_application
from grantee_app.cli.commands.forms import make_form
from grantee_app.cli.commands.options import common_options
from grantee_app.cli.commands.passwords import make_password
from grantee_app.cli.commands.projects import make_export, make_import, make_projects, make_schema
from grantee_app.cli.commands.reports import make_check, make_report, make_sheet
from grantee_app.cli.failures import UsageProblem
from grantee_app.cli.speech import SpokenGroup, SpokenOption
from grantee_app.language.catalogue import Language
from grantee_app.language.message import message


def build_program(language: Language) -> click.Group:
    """Return the whole command line, speaking `language`."""
    program = SpokenGroup(
        "bastama",
        language=language,
        callback=click.pass_context(_refuse_silence),
        invoke_without_command=True,
        no_args_is_help=False,
        params=[*common_options(language), _version_option(language)],
        subcommand_metavar=language.gettext("COMMAND ..."),
        help=language.gettext(
            "Bastama without its window: reports, checks, and projects in and out. "
            "The word sample stands for the sample project wherever a project or a project file "
            "is asked for; a file of that name is written ./sample."
        ),
    )
    for command in (
        make_projects(language),
        make_import(language),
        make_export(language),
        make_schema(language),
        make_report(language),
        make_application(language),
        make_sheet(language),
        make_check(language),
        make_form(language),
        make_password(language),
    ):
        program.add_command(command)
    return program


def _refuse_silence(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        raise UsageProblem(
            message(
                "The name of a command is missing: see {command}.",
                command=f"{ctx.command_path} --help",
            )
        )


def _version_option(language: Language) -> click.Parameter:
    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001
        if value and not ctx.resilient_parsing:
            click.echo(f"bastama {__version__}")
            ctx.exit()

    return SpokenOption(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=language.gettext("Show the version."),
    )
