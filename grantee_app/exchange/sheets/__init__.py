"""Lists of people out of files and the clipboard: open, guess the columns, preview every row.

Reads alone; what becomes of a preview is for the workspace to write, in one step. Knows no screen.
Each is imported by itself: who reads a birthday needs no reader of spreadsheets.
"""
