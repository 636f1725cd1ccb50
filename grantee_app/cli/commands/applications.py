"""The commands on applications: print one, make the folder that is handed in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from grantee_app.cli.commands.options import (
    folder_options,
    make_choice,
    make_command,
    make_flag,
    make_group,
    personal_flag,
    project_argument,
)
from grantee_app.cli.failures import UsageProblem
from grantee_app.cli.session import Session
from grantee_app.cli.speech import SpokenOption
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode, message

# ruff: noqa: PLC0415 (heavy rooms are loaded inside the command that needs them)


def make_application(language: Language) -> click.Command:
    """Return the commands on applications."""

    def report(
        session: Session,
        *,
        project: str | None,
        lang: LanguageCode,
        out: str,
        blind: bool,
        personal: bool,
        empty: str | None,
    ) -> int:
        from grantee_app.cli.handing_in import print_application, print_empty_form

        if (project is None) == (empty is None):
            raise UsageProblem(message("Name a project, or a form with --empty: one of the two."))
        if project is None:
            return print_empty_form(session, empty or "", lang, Path(out), date.today())  # noqa: DTZ011
        return print_application(
            session, project, lang, Path(out), is_blind=blind, with_personal=personal
        )

    def assemble(
        session: Session,
        *,
        project: str,
        out: str,
        lang: LanguageCode | None,
        with_zip: bool,
        max_mb: int | None,
        personal: bool,
    ) -> int:
        from grantee_app.cli.handing_in import assemble_application, make_options

        options = make_options(Path(out), max_mb, with_zip=with_zip)
        return assemble_application(session, project, options, lang=lang, with_personal=personal)

    group = make_group(
        language,
        "application",
        language.gettext("Print an application, or make the folder to hand in."),
        language.gettext(
            "Print the newest application of a project, or make the folder it is handed in with. "
            "What is missing is said first."
        ),
    )
    group.add_command(
        make_command(
            language,
            "report",
            report,
            language.gettext("Write an application as a PDF, filled or empty."),
            language.gettext(
                "Write an application as a PDF, over the file that is there, or a form to be "
                "filled in by hand."
            ),
            project_argument(language, is_required=False),
            make_choice(
                "--lang", language.gettext("The language of the application."), required=True
            ),
            SpokenOption(
                ["--out"],
                metavar=language.gettext("FILE"),
                required=True,
                help=language.gettext("Where to write the PDF."),
            ),
            make_flag("--blind", language.gettext("Leave out everything that tells who applies.")),
            personal_flag(language),
            SpokenOption(
                ["--empty"],
                metavar=language.gettext("FORM"),
                help=language.gettext(
                    "Print this form empty: its name, its name with the edition, or a form file."
                ),
            ),
        )
    )
    group.add_command(
        make_command(
            language,
            "assemble",
            assemble,
            language.gettext("Make the folder that is handed in."),
            language.gettext(
                "Make a new folder with the application in both languages, the sheets to sign, "
                "the documents under numbers, and one PDF of them all with its contents."
            ),
            project_argument(language),
            SpokenOption(
                ["--out"],
                metavar=language.gettext("FOLDER"),
                required=True,
                help=language.gettext("Where to make the new folder: a folder, or a flash drive."),
            ),
            make_choice(
                "--lang",
                language.gettext("The language it is handed in; that of the call unless given."),
            ),
            *folder_options(language),
        )
    )
    return group
