"""passend, the matching engine: exact, explained, and ignorant of Django."""
