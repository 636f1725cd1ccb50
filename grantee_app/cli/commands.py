"""The commands: their words, options and help, in one language.

Built anew for each run, since a help page speaks the language of that run. What a command does
stands in `transfer` and `reporting`, which load the heavy rooms and are loaded when needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from grantee_app import __version__
from grantee_app.cli.failures import UsageProblem
from grantee_app.cli.session import Session
from grantee_app.cli.speech import SpokenArgument, SpokenCommand, SpokenGroup, SpokenOption
from grantee_app.language.catalogue import Language
from grantee_app.language.message import LANGUAGES, LanguageCode, message

# ruff: noqa: PLC0415 (heavy rooms are loaded inside the command that needs them)

Run = Callable[..., int]


def build_program(language: Language) -> click.Group:
    """Return the whole command line, speaking `language`."""
    program = SpokenGroup(
        "bastama",
        language=language,
        callback=click.pass_context(_refuse_silence),
        invoke_without_command=True,
        no_args_is_help=False,
        params=[*_common_options(language), _version_option(language)],
        subcommand_metavar=language.gettext("COMMAND ..."),
        help=language.gettext(
            "Bastama without its window: reports, checks, and projects in and out. "
            "The word sample stands for the sample project wherever a project or a project file "
            "is asked for; a file of that name is written ./sample."
        ),
    )
    for command in (
        _projects(language),
        _import(language),
        _export(language),
        _schema(language),
        _report(language),
        _application(language),
        _sheet(language),
        _check(language),
        _form(language),
        _password(language),
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


# --- the commands ---------------------------------------------------------------------------------


def _projects(language: Language) -> click.Command:
    def run(session: Session) -> int:
        from grantee_app.cli.transfer import show_projects

        return show_projects(session)

    return _command(
        language,
        "projects",
        run,
        language.gettext("List the projects of the workspace."),
        language.gettext("List the projects of the workspace, the newest first, with their ids."),
    )


def _import(language: Language) -> click.Command:
    def run(session: Session, file: str, replace: bool, copy: bool) -> int:
        from grantee_app.cli.transfer import import_project

        if replace and copy:
            raise UsageProblem(
                message("Of --replace and --copy only one can be used: choose one of them.")
            )
        return import_project(session, file, replace=replace, copy=copy)

    return _command(
        language,
        "import",
        run,
        language.gettext("Take a project file into the workspace."),
        language.gettext(
            "Take a project file into the workspace. A file with a mistake changes nothing; "
            "the mistake and its place are named."
        ),
        SpokenArgument(
            ["file"],
            metavar=language.gettext("FILE"),
            explanation=language.gettext("A project file, or sample."),
        ),
        _flag("--replace", language.gettext("Put it in the place of the same project.")),
        _flag("--copy", language.gettext("Keep the same project and add this as another one.")),
    )


def _export(language: Language) -> click.Command:
    def run(session: Session, project: str, file: str) -> int:
        from grantee_app.cli.transfer import export_project

        return export_project(session, project, file)

    return _command(
        language,
        "export",
        run,
        language.gettext("Write a project into a file."),
        language.gettext(
            "Write a project into a file of readable JSON, over the file that is there."
        ),
        _project_argument(language),
        SpokenArgument(
            ["file"],
            metavar=language.gettext("FILE"),
            explanation=language.gettext("The file to write, or - for standard output."),
        ),
    )


def _schema(language: Language) -> click.Command:
    def run(session: Session, file: str | None) -> int:  # noqa: ARG001 (as every command)
        from grantee_app.cli.transfer import write_schema

        return write_schema(file or "-")

    file_word = language.gettext("FILE")
    return _command(
        language,
        "schema",
        run,
        language.gettext("Write the description of the project file."),
        language.gettext(
            "Write the description of the project file, a JSON Schema, into a file or to "
            "standard output."
        ),
        SpokenArgument(
            ["file"],
            metavar=f"[{file_word}]",
            required=False,
            explanation=language.gettext("The file to write; standard output unless given."),
        ),
    )


def _report(language: Language) -> click.Command:
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
                days=(_read_day(first), _read_day(last)),
                printed_on=_read_day(date),
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
            printed_on=_read_day(date),
            form_id=form or "",
            form_version=form_version or "",
            with_annex=annex,
            days=(_read_day(first), _read_day(last)),
        )

    return _command(
        language,
        "report",
        run,
        language.gettext("Write a report of a project as a PDF."),
        language.gettext(
            "Write the report of a project, or another one by --form, as a PDF, over the file that "
            "is there, and say what the checks found in the project."
        ),
        _project_argument(language),
        _choice("--lang", language.gettext("The language of the report."), required=True),
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
        *_folder_options(language),
        _flag("--annex", language.gettext("Add the photos and links of the evidence.")),
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
        *_form_options(language),
    )


def _application(language: Language) -> click.Command:
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

    group = SpokenGroup(
        "application",
        language=language,
        short_help=language.gettext("Print an application, or make the folder to hand in."),
        help=language.gettext(
            "Print the newest application of a project, or make the folder it is handed in with. "
            "What is missing is said first."
        ),
        params=_common_options(language),
        subcommand_metavar=language.gettext("COMMAND ..."),
    )
    optional = SpokenArgument(
        ["project"],
        metavar=f"[{language.gettext('PROJECT')}]",
        required=False,
        explanation=language.gettext(
            "The id of the project, the beginning of its id, a part of its title, or sample."
        ),
    )
    group.add_command(
        _command(
            language,
            "report",
            report,
            language.gettext("Write an application as a PDF, filled or empty."),
            language.gettext(
                "Write an application as a PDF, over the file that is there, or a form to be "
                "filled in by hand."
            ),
            optional,
            _choice("--lang", language.gettext("The language of the application."), required=True),
            SpokenOption(
                ["--out"],
                metavar=language.gettext("FILE"),
                required=True,
                help=language.gettext("Where to write the PDF."),
            ),
            _flag("--blind", language.gettext("Leave out everything that tells who applies.")),
            _personal_flag(language),
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
        _command(
            language,
            "assemble",
            assemble,
            language.gettext("Make the folder that is handed in."),
            language.gettext(
                "Make a new folder with the application in both languages, the sheets to sign, "
                "the documents under numbers, and one PDF of them all with its contents."
            ),
            _project_argument(language),
            SpokenOption(
                ["--out"],
                metavar=language.gettext("FOLDER"),
                required=True,
                help=language.gettext("Where to make the new folder: a folder, or a flash drive."),
            ),
            _choice(
                "--lang",
                language.gettext("The language it is handed in; that of the call unless given."),
            ),
            *_folder_options(language),
        )
    )
    return group


def _folder_options(language: Language) -> list[click.Parameter]:
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
        _personal_flag(language),
    ]


def _personal_flag(language: Language) -> click.Parameter:
    return _flag("--personal", language.gettext("Take along the personal data of people."))


def _sheet(language: Language) -> click.Command:
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

    return _command(
        language,
        "sheet",
        run,
        language.gettext("Write the sign-in sheet of an event as a PDF."),
        language.gettext(
            "Write the sign-in sheet of an event as a PDF, over the file that is there. Its rows "
            "carry codes, so that they come back in the same order."
        ),
        _project_argument(language),
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
        _choice("--lang", language.gettext("The language of the sheet; yours unless given.")),
        SpokenOption(
            ["--rows"],
            type=int,
            default=25,
            metavar=language.gettext("NUMBER"),
            help=language.gettext("How many rows; 25 unless given."),
        ),
        _flag("--landscape", language.gettext("Print across the page.")),
        _flag("--names", language.gettext("Print the people of the register in the first rows.")),
    )


def _check(language: Language) -> click.Command:
    def run(
        session: Session, project: str, json: bool, form: str | None, form_version: str | None
    ) -> int:
        from grantee_app.cli.reporting import check_records

        return check_records(
            session, project, form_id=form or "", form_version=form_version or "", as_json=json
        )

    return _command(
        language,
        "check",
        run,
        language.gettext("Say what is wrong or missing in a project."),
        language.gettext(
            "Say what is wrong or missing in a project. The exit code is 1 when there are errors; "
            "warnings and notes leave it 0."
        ),
        _project_argument(language),
        _flag("--json", language.gettext("Write the findings as JSON, in both languages.")),
        *_form_options(language),
    )


def _form(language: Language) -> click.Command:
    def check(session: Session, files: tuple[str, ...], json: bool) -> int:
        from grantee_app.cli.forms import check_files

        return check_files(session, files, as_json=json)

    def new(session: Session, file: str | None) -> int:
        from grantee_app.cli.forms import write_new_form

        return write_new_form(session, file or "-")

    def show(session: Session) -> int:
        from grantee_app.cli.forms import show_forms

        return show_forms(session)

    file_word = language.gettext("FILE")
    group = SpokenGroup(
        "form",
        language=language,
        short_help=language.gettext("Check, begin and list the forms of applications."),
        help=language.gettext(
            "Check, begin and list the forms of applications. Forms of your own lie in the folder "
            "forms of the workspace."
        ),
        params=_common_options(language),
        subcommand_metavar=language.gettext("COMMAND ..."),
    )
    checked = SpokenArgument(
        ["files"],
        metavar=f"{file_word} ...",
        nargs=-1,
        required=True,
        explanation=language.gettext("Form files to check."),
    )
    written = SpokenArgument(
        ["file"],
        metavar=f"[{file_word}]",
        required=False,
        explanation=language.gettext(
            "The file to write, called by its version; standard output unless given."
        ),
    )
    as_json = _flag("--json", language.gettext("Write the problems as JSON, in both languages."))
    for name, run, said, params in (
        (
            "check",
            check,
            language.gettext("Say what is wrong with a form: line, problem and cure."),
            (checked, as_json),
        ),
        ("new", new, language.gettext("Begin a form from an example."), (written,)),
        ("list", show, language.gettext("List the forms, those of the workspace too."), ()),
    ):
        group.add_command(_command(language, name, run, said, said, *params))
    return group


def _password(language: Language) -> click.Command:
    def set_it(session: Session, sheet: str, new_password_file: str | None) -> int:
        from grantee_app.cli.protecting import set_password

        return set_password(session, sheet, new_password_file)

    def change(session: Session, new_password_file: str | None, recovery: bool) -> int:
        from grantee_app.cli.protecting import change_password

        return change_password(session, new_password_file, by_code=recovery)

    def write_sheet(session: Session, sheet: str) -> int:
        from grantee_app.cli.protecting import write_new_sheet

        return write_new_sheet(session, sheet)

    def remove(session: Session) -> int:
        from grantee_app.cli.protecting import remove_password

        return remove_password(session)

    def check(session: Session) -> int:
        from grantee_app.cli.protecting import check_protection

        return check_protection(session)

    new, sheet = _new_password_option(language), _sheet_option(language)
    code = _flag("--recovery", language.gettext("Ask for the recovery code instead of a password."))
    group = SpokenGroup(
        "password",
        language=language,
        short_help=language.gettext("Set, change or remove the password of the workspace."),
        help=language.gettext(
            "Set, change or remove the password of the workspace. With a password the database, "
            "the attached files and the backups are encrypted."
        ),
        params=_common_options(language),
        subcommand_metavar=language.gettext("COMMAND ..."),
    )
    for name, run, said, params in (
        ("set", set_it, language.gettext("Set a password and encrypt everything."), (sheet, new)),
        (
            "change",
            change,
            language.gettext("Let another password open the workspace."),
            (new, code),
        ),
        (
            "sheet",
            write_sheet,
            language.gettext("Write a sheet with a new recovery code; older sheets end."),
            (sheet,),
        ),
        ("remove", remove, language.gettext("Decrypt everything; no password any more."), ()),
        ("check", check, language.gettext("Say what can be read without the password."), ()),
    ):
        group.add_command(_command(language, name, run, said, said, *params))
    return group


# --- their parts ----------------------------------------------------------------------------------


def _command(
    language: Language, name: str, run: Run, short: str, long: str, *params: click.Parameter
) -> click.Command:
    return SpokenCommand(
        name,
        language=language,
        callback=click.pass_obj(run),
        short_help=short,
        help=long,
        params=[*params, *_common_options(language)],
    )


def _sheet_option(language: Language) -> click.Parameter:
    return SpokenOption(
        ["--sheet"],
        metavar=language.gettext("FILE"),
        required=True,
        help=language.gettext("Where to write the sheet with the recovery code, a PDF."),
    )


def _new_password_option(language: Language) -> click.Parameter:
    return SpokenOption(
        ["--new-password-file"],
        metavar=language.gettext("FILE"),
        help=language.gettext(
            "A file whose first line is the new password; asked for unless given."
        ),
    )


def _form_options(language: Language) -> list[click.Parameter]:
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


def _common_options(language: Language) -> list[click.Parameter]:
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
        _choice(
            "--language",
            language.gettext("The language of messages."),
            expose_value=False,
        ),
    ]


def _keep_password_file(ctx: click.Context, param: click.Parameter, value: str | None) -> None:  # noqa: ARG001
    if value is not None:
        ctx.ensure_object(Session).password_file = Path(value)


def _keep_folder(ctx: click.Context, param: click.Parameter, value: str | None) -> None:  # noqa: ARG001
    if value is not None:
        ctx.ensure_object(Session).folder = Path(value)


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


def _project_argument(language: Language) -> click.Argument:
    return SpokenArgument(
        ["project"],
        metavar=language.gettext("PROJECT"),
        explanation=language.gettext(
            "The id of the project, the beginning of its id, a part of its title, or sample."
        ),
    )


def _flag(name: str, help_text: str) -> click.Option:
    return SpokenOption([name], is_flag=True, help=help_text)


def _choice(name: str, help_text: str, **more: Any) -> click.Option:
    return SpokenOption([name], type=click.Choice(LANGUAGES), help=help_text, **more)


def _read_day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageProblem(
            message("{day} is not a day: write year, month and day as 2024-12-06.", day=written)
        ) from error
