"""Jobs that people got: agreed, begun, ended."""
