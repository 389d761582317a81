"""One feed model → Atom."""
