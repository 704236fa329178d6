"""What the design system can do from the command line."""
