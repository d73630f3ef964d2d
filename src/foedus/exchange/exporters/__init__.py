"""From claims to other formats, one module a format."""
