"""The command line: everything Bastama does without its window.

Parses words, asks the rooms below and prints sentences in Kazakh or Russian. Knows no Qt, and
loads a heavy room only inside the command that needs it. What a program that calls it sees is told
in docs/guide: the lines on standard output and the exit codes of `failures`.
"""

from grantee_app.cli.running import main

__all__ = ["main"]
