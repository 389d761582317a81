"""Closing redirects: what web servers are told once a site is closed, so that each address leads to its copy."""
