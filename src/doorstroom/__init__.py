"""Doorstroom: five floors of rooms; the README has the map."""
