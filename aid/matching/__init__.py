"""Whom to ask, in what order, in which wave, and why."""
