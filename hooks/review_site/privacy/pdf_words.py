"""The words of a PDF and the addresses of its links: a program, so that no PDF hangs or fills the one that asks."""

import logging
import resource
import sys
from pathlib import Path

from pypdf import PdfReader

_SECONDS = 120  # of the processor
_MEMORY = 2 << 30  # bytes


def main() -> None:
    """Write what the PDF of the first argument says, page by page; end with 1 where it cannot be read."""
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        reader = PdfReader(Path(sys.argv[1]))
        if reader.is_encrypted and not reader.decrypt(""):
            sys.exit(1)
        for value in (reader.metadata or {}).values():
            sys.stdout.write(f"{value}\n")
        for page in reader.pages:
            sys.stdout.write(f"{page.extract_text()}\n")
            for annotation in page.get("/Annots") or ():
                sys.stdout.write(f"{annotation.get_object().get('/A', {}).get('/URI', '')}\n")
    except Exception:  # the parser meets any input, and fails in any way
        sys.exit(1)


if __name__ == "__main__":
    main()
