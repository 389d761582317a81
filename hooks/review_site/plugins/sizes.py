"""How large a file is, as readers know it."""

_KILO = 1000


def size_in_words(size: int) -> str:
    """Return how large a file is: 312 KB, 1.4 MB."""
    thousands = max(1, round(size / _KILO))
    return f"{thousands} KB" if thousands < _KILO else f"{size / _KILO**2:.1f} MB"
