"""Residents, households, posts, consent and the audit trail."""
