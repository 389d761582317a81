"""Posts out of a feed or a WordPress export → drafts of ours."""
