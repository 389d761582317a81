"""What `review-site record` writes of a project, but for the copies in told/."""

from datetime import datetime
from pathlib import Path

from review_site.content.library import Library
from review_site.content.paragraph_ledger import write_ledger_of_numbers
from review_site.content.record import write_record
from review_site.lifecycle.paragraph_record import numbers_brought_up
from review_site.lifecycle.record import brought_up


def record_all(project: Path, library: Library, instant: datetime) -> bool:
    """Record the numbers and addresses of a library, and tell whether any of it was new."""
    numbers = write_ledger_of_numbers(project / "content", numbers_brought_up(library, instant))
    return write_record(project / "content", brought_up(library, instant)) or numbers
