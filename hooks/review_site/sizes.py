"""How large a file is, as readers know it."""

_KILO = 1000


def size_in_words(size: int) -> str:
    """Return a number of bytes in words: 830 bytes, 12 KB, 1.4 MB."""
    if size < _KILO:
        return f"{size} bytes"
    thousands = round(size / _KILO)
    return f"{thousands} KB" if thousands < _KILO else f"{size / _KILO**2:.1f} MB"
