"""Plays a capture back, in engines that had no part in making it, and compares every address with the site's own bytes.

What an engine says of its own success counts for nothing: each answer is read whole and compared here.
"""

from review_site.archive.replay.bundle import replay_bundle
from review_site.archive.replay.check import Engines, replay
from review_site.archive.replay.report import render_replay, write_replay
from review_site.archive.replay.result import Answer, Difference, Played, Replay

__all__ = [
    "Answer",
    "Difference",
    "Engines",
    "Played",
    "Replay",
    "render_replay",
    "replay",
    "replay_bundle",
    "write_replay",
]
