"""The parts of the page of participants."""
