"""The parts of the activities page: the log, one activity, its people and evidence."""
