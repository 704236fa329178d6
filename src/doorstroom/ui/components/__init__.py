"""The components: one typed function per template tag, one template file per function."""
