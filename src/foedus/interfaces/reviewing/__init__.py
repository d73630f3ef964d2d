"""Review: which claims wait, what each carries, what people decided about it, and where they differ; without any web in it."""
