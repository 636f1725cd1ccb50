"""The parts of the application page."""
