"""What this room reads of formats that others made."""
