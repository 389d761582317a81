"""The report as a document: its contents in order and its numbered paragraphs."""
