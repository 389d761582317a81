"""The public website of a time-limited public review, from its announcement to its archive."""
