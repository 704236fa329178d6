"""Everything the demo region says, invented here: seeded, without Django, the same for the same seed."""
