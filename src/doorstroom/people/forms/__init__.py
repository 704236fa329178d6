"""What people fill in about themselves; every refusal is a short Dutch sentence beside the field."""
