"""Inbox, outbox, the rules of the relay, and the message catalogue."""
