"""Backups, damage, salvage: how a database outlives its disk."""
