"""Click's commands and options, made to speak Kazakh and Russian.

Click takes its own words from a catalogue that has neither language, so the few places where it
prints any are written here again. Knows nothing of projects.
"""

from __future__ import annotations

from typing import Any

import click

from grantee_app.cli.failures import MEANINGS, UsageProblem
from grantee_app.language.catalogue import Language
from grantee_app.language.message import message


class SpokenOption(click.Option):
    """An option whose help is exactly its own words."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option as written and its help, without click's English remarks."""
        record = super().get_help_record(ctx)
        return (record[0], self.help or "") if record else None


class SpokenArgument(click.Argument):
    """An argument that explains itself on the help page."""

    def __init__(self, *args: Any, explanation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.explanation = explanation

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return the argument as written and its explanation."""
        return self.make_metavar(ctx), self.explanation


class SpokenCommand(click.Command):
    """A command whose help pages and complaints are in one language."""

    def __init__(self, name: str, *, language: Language, **kwargs: Any) -> None:
        self.language = language
        settings = {"help_option_names": ["--help", "-h"], "allow_extra_args": True}
        # Extraction cannot look into an f-string.
        options = language.gettext("OPTIONS")
        super().__init__(name, context_settings=settings, options_metavar=f"[{options}]", **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Fill the context from the words; UsageProblem over a word that has no place."""
        rest = super().parse_args(ctx, args)
        # A group's rest is its command.
        if rest and not isinstance(self, click.Group):
            raise UsageProblem(
                message(
                    "The word {word} is one too many: see {command}.",
                    word=str(rest[0]),
                    command=f"{ctx.command_path} --help",
                )
            )
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's help option, described in our words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.language.gettext("Show this help.")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows the order of words."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = self.language.gettext("Usage:") + " "
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what can be given: the arguments, then the options."""
        for heading, kind in (
            (self.language.gettext("Arguments"), click.Argument),
            (self.language.gettext("Options"), click.Option),
        ):
            params = [param for param in self.get_params(ctx) if isinstance(param, kind)]
            records = [record for param in params if (record := param.get_help_record(ctx))]
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


class SpokenGroup(SpokenCommand, click.Group):
    """The program: its commands in the order they were added, and what its exit codes mean."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names of the commands, unsorted."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; UsageProblem when there is none."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise UsageProblem(
                message(
                    "There is no command {name}: see {command}.",
                    name=args[0],
                    command=f"{ctx.command_path} --help",
                )
            )
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first: they are what a person looks for."""
        with formatter.section(self.language.gettext("Commands")):
            formatter.write_dl(
                [(name, command.short_help or "") for name, command in self.commands.items()]
            )
        super().format_options(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the exit codes mean."""
        with formatter.section(self.language.gettext("Exit codes")):
            formatter.write_dl(
                [(str(int(code)), self.language.gettext(said)) for code, said in MEANINGS.items()]
            )
