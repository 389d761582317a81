"""Stage, states of calls, notices, what is due: pure functions of (entry, instant)."""
