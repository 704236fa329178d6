"""The tags of the design system, as Django finds them."""
