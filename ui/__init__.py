"""Bastama's window: the only room that knows Qt."""
