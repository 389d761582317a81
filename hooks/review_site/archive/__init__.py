"""Reads a finished folder: inventory, capture, WARC, WACZ, bag, bundle, verify.

The folder is the interface: nothing here knows MkDocs or Markdown, and nothing here asks for the time.
"""
