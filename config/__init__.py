"""Settings, URLs and the WSGI door: imports anything, imported by nobody."""
