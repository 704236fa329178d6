"""Pages of guidance: lists of people, one person's dossier, and what is done there."""
