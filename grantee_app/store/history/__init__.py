"""The one history of all changes: triggers write it, undo and versions read it, erase scrubs it."""
