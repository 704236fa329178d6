"""Mail and its delivery state."""
