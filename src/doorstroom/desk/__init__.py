"""Pages that cross areas: home per role, the dossier shell, search, about."""
