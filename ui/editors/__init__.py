"""The editors of single fields."""
