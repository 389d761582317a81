"""Compares two states of a site: what was added, changed, removed and moved, in words for people and for machines.

Either state is a finished folder or a bundle. A bundle may come from anybody: it is read in pieces, and nothing that it
says of its own size is believed. Whether it is sound is for `archive/verify` to say.
"""
