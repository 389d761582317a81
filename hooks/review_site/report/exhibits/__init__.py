"""Figures and tables of a report: an exhibit → static SVG, HTML with its table, CSV for readers."""
