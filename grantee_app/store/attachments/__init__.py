"""Files kept as evidence: their bytes by content in the folder, their rows in the database."""
