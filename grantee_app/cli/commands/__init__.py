"""The commands: their words, options and help, in one language.

One module a family, `options` for what they share, `program` for all of them together. What a
command does stands in the modules beside this room, which load the heavy rooms and are loaded when
they are needed.
"""

from grantee_app.cli.commands.program import build_program

__all__ = ["build_program"]
