"""Regions, organisations, teams, users, memberships, roles and sign-in."""
