"""Caseload and the case worker's key."""
