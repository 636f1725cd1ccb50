"""Pages: each owns its work, the main window only goes from one to another."""
