"""The digest: what came out and changed since the last one, as a message to be sent by mail."""
