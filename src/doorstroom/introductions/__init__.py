"""One person and one vacancy on their way to each other."""
