"""Hosting: a finished folder made ready for a web server, with one policy in the form of each server."""
