"""A simulated month on a moving clock: every clock is checked against a count by hand, and the run may be cut anywhere."""
