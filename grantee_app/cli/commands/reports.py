"""The commands on a project's papers: its report, a sign-in sheet, what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import click

from grantee_app.cli.commands.options import (
    folder_options,
    form_options,
    make_choice,
    make_command,
    make_flag,
    project_argument,
    read_day,
)
from grantee_app.cli.failures import UsageProblem
from grantee_app.cli.session import Session
from grantee_app.cli.speech import SpokenArgument, SpokenOption
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LanguageCode, message

# ruff: noqa: PLC0415 (heavy rooms are loaded inside the command that needs them)


def make_report(language: Language) -> click.Command:
    """Return the command that writes a report."""

    def run(
        session: Session,
        *,
        project: str,
        lang: LanguageCode,
        out: str | None,
        annex: bool,
        date: str | None,
        form: str | None,
        form_version: str | None,
        first: str | None,
        last: str | None,
        folder: str | None,
        with_zip: bool,
        max_mb: int | None,
        personal: bool,
    ) -> int:
        from grantee_app.cli.reporting import write_report

        if folder is not None:
            from grantee_app.cli.handing_in import assemble_report, make_options

            return assemble_report(
                session,
                project,
                lang,
                make_options(Path(folder), max_mb, with_zip=with_zip),
                form=(form or "", form_version or ""),
                days=(read_day(first), read_day(last)),
                printed_on=read_day(date),
                with_personal=personal,
            )
        if out is None:
            raise UsageProblem(
                message("Say where to write the report: --out FILE, or --folder FOLDER.")
            )
        return write_report(
            session,
            project,
            lang,
            Path(out),
            printed_on=read_day(date),
            form_id=form or "",
            form_version=form_version or "",
            with_annex=annex,
            days=(read_day(first), read_day(last)),
        )

    return make_command(
        language,
        "report",
        run,
        language.gettext("Write a report of a project as a PDF."),
        language.gettext(
            "Write the report of a project, or another one by --form, as a PDF, over the file that "
            "is there, and say what the checks found in the project."
        ),
        project_argument(language),
        make_choice("--lang", language.gettext("The language of the report."), required=True),
        SpokenOption(
            ["--out"],
            metavar=language.gettext("FILE"),
            help=language.gettext("Where to write the PDF."),
        ),
        SpokenOption(
            ["--folder"],
            metavar=language.gettext("FOLDER"),
            help=language.gettext(
                "Where to make a new folder with the report, the files of the evidence and one "
                "PDF of them all."
            ),
        ),
        *folder_options(language),
        make_flag("--annex", language.gettext("Add the photos and links of the evidence.")),
        SpokenOption(
            ["--date"],
            metavar=language.gettext("YYYY-MM-DD"),
            help=language.gettext("The day of the report; today unless given."),
        ),
        SpokenOption(
            ["--from", "first"],
            metavar=language.gettext("YYYY-MM-DD"),
            help=language.gettext(
                "The first day that an interim report tells of; the one that is written in it "
                "unless given."
            ),
        ),
        SpokenOption(
            ["--to", "last"],
            metavar=language.gettext("YYYY-MM-DD"),
            help=language.gettext(
                "The last day that an interim report tells of; the one that is written in it "
                "unless given."
            ),
        ),
        *form_options(language),
    )


def make_sheet(language: Language) -> click.Command:
    """Return the command that writes a sign-in sheet."""

    def run(
        session: Session,
        *,
        project: str,
        activity: str,
        file: str,
        lang: LanguageCode | None,
        rows: int,
        landscape: bool,
        names: bool,
    ) -> int:
        from grantee_app.cli.sheets import write_sheet

        return write_sheet(
            session,
            project,
            activity,
            file,
            lang=lang,
            rows=rows,
            is_landscape=landscape,
            with_names=names,
        )

    return make_command(
        language,
        "sheet",
        run,
        language.gettext("Write the sign-in sheet of an event as a PDF."),
        language.gettext(
            "Write the sign-in sheet of an event as a PDF, over the file that is there. Its rows "
            "carry codes, so that they come back in the same order."
        ),
        project_argument(language),
        SpokenArgument(
            ["activity"],
            metavar=language.gettext("EVENT"),
            explanation=language.gettext(
                "The code of the event, its id, or a part of its title or place."
            ),
        ),
        SpokenArgument(
            ["file"],
            metavar=language.gettext("FILE"),
            explanation=language.gettext("The file to write, or - for standard output."),
        ),
        make_choice("--lang", language.gettext("The language of the sheet; yours unless given.")),
        SpokenOption(
            ["--rows"],
            type=int,
            default=25,
            metavar=language.gettext("NUMBER"),
            help=language.gettext("How many rows; 25 unless given."),
        ),
        make_flag("--landscape", language.gettext("Print across the page.")),
        make_flag(
            "--names", language.gettext("Print the people of the register in the first rows.")
        ),
    )


def make_check(language: Language) -> click.Command:
    """Return the command that says what is wrong in a project."""

    def run(
        session: Session, project: str, json: bool, form: str | None, form_version: str | None
    ) -> int:
        from grantee_app.cli.reporting import check_records

        return check_records(
            session, project, form_id=form or "", form_version=form_version or "", as_json=json
        )

    return make_command(
        language,
        "check",
        run,
        language.gettext("Say what is wrong or missing in a project."),
        language.gettext(
            "Say what is wrong or missing in a project. The exit code is 1 when there are errors; "
            "warnings and notes leave it 0."
        ),
        project_argument(language),
        make_flag("--json", language.gettext("Write the findings as JSON, in both languages.")),
        *form_options(language),
    )
