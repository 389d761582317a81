"""The reading copy: a site that opens from a folder in any browser, without a server, a script or a request.

What is not changed stays byte for byte: pages are read as tokens, each with its place, and only tags that must change
are written anew.
"""

from review_site.archive.reading_copy.folder import write_reading_copy

__all__ = ["write_reading_copy"]
