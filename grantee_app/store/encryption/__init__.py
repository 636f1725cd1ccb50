"""The optional password: keys and their slots, sealed files, setting and removing protection."""
