"""The design system: tags, templates, tokens, gallery."""
