"""A report in its other forms: PDF, EPUB, ODT and plain text, all from the finished content of its pages."""
