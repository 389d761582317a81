"""Source text → valid entries."""
