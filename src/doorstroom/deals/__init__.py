"""Sector deals: partners, capacity, enrolments, referrals that are never silent, the screening desk, the cockpit."""
