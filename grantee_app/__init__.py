"""Bastama's core: records, figures, checks and reports, without any window."""

__version__ = "0.1.0"
