"""The parts of the page of settings, a file each."""
