"""The two languages: translated sentences, and numbers, dates, suffixes and hyphens in each.

Lowest room of the core: it knows no record, no form and no screen. Import the modules by name;
importing this package loads none of them.
"""
