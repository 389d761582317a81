"""A picture as it was given → the renditions that a page shows."""
