"""The user guide: its pages in both languages, read from docs/guide, and a search in them.

Knows no window and no record. Import the modules by name.
"""
