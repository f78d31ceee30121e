"""The help request and its lifecycle."""
