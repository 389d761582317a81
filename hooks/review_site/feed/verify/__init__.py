"""Judges a written feed: reads it as its readers will, and tells every fault.

Nothing here is shared with what writes feeds, so that one misunderstanding cannot stand on both sides.
"""
