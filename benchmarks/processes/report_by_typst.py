"""Typst compiles a source that was written beforehand; the faces are those of our fonts folder."""

import sys

import typst

source, fonts, target = sys.argv[1:]
typst.compile(source, target, font_paths=[fonts], ignore_system_fonts=True)
