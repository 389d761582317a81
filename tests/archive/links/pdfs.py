"""PDFs made by hand, so that a test shows every byte that matters."""

import zlib


def pdf(*objects: bytes, root: int = 1, trailer: bytes = b"") -> bytes:
    """Return a PDF whose objects are numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R %s >>\n"
    return (
        out + head % (len(objects) + 1, table, len(objects) + 1, root, trailer) + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def pages(*links: list[bytes]) -> bytes:
    """Return a PDF with a page for each list of links, each link as the PDF writes its string: `(https://…)`."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(len(links)))
    annotated = [
        b"<< /Type /Page /Parent 2 0 R /Annots [%s] >>"
        % b" ".join(b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI %s >> >>" % link for link in page)
        for page in links
    ]
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(links)),
        *annotated,
    )


def object_stream(*contents: bytes, first: int = 100) -> bytes:
    """Return an object stream that holds objects numbered from `first` (ISO 32000-1 §7.5.7)."""
    numbers, place = b"", 0
    for number, content in enumerate(contents, first):
        numbers += b"%d %d " % (number, place)
        place += len(content) + 1
    packed = zlib.compress(numbers + b"\n".join(contents))
    head = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n"
    return head % (len(contents), len(numbers), len(packed)) + packed + b"\nendstream"
