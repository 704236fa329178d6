"""Foreign standards and the platform's own API."""
