"""Makers: each gives valid rows that are not saved; a test saves one, the demo many at once."""
