"""The register of recommendations, as its pages and files tell it."""
