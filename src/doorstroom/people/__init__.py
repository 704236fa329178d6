"""Persons, their profiles, and the keys to their visibility."""
