"""Pages about one person: the guided path, the profile, visibility, who looked, what happened."""
