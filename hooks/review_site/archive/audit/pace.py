"""How fast an archive is asked: never faster than was agreed, slower for a while when it says that it is too much."""

from collections.abc import Callable

_SLOWEST = 60.0  # seconds between two requests, however often the archive complains
_RECOVERY = 0.9


class Pace:
    """Holds the time between two requests."""

    def __init__(self, interval: float, monotonic: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Begin at the agreed pace.

        Args:
            interval: the seconds between the starts of two requests.
            monotonic: tells seconds that never run back.
            sleep: waits for some seconds.
        """
        self._agreed = self._interval = interval
        self._monotonic, self._sleep = monotonic, sleep
        self._next = monotonic()

    def wait(self) -> None:
        """Wait until the next request may leave."""
        left = self._next - self._monotonic()
        if left > 0:
            self._sleep(left)
        self._next = self._monotonic() + self._interval

    def rest(self, seconds: float) -> None:
        """Let no request leave for some seconds."""
        self._next = max(self._next, self._monotonic() + seconds)

    def slow_down(self) -> None:
        """Double the time between requests: the archive said that they are too many."""
        self._interval = min(max(self._interval * 2, 1.0), max(_SLOWEST, self._agreed))

    def recover(self) -> None:
        """Come back towards the agreed pace, a little at each answer."""
        self._interval = max(self._agreed, self._interval * _RECOVERY)
