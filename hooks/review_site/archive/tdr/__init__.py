"""The rules of The National Archives' service for digital records (TDR), as data; SOURCES.md says where they stand."""
