"""Other formats, in and out: `importers/` and `exporters/`, one module a format."""
