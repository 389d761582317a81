"""Verifies a bundle: reads every byte of it and tells every fault.

Nothing here is shared with what writes bundles, so that one misunderstanding cannot stand on both sides. The input may
be hostile: it is read in pieces, and nothing that it says of its own size is believed.
"""

from review_site.archive.verify.bundle import Counts, verify_and_count, verify_bundle

__all__ = ["Counts", "verify_and_count", "verify_bundle"]
