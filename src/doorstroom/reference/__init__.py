"""Occupations, skills, sectors, places, regions by year, calendars: imported, versioned, read-only."""
