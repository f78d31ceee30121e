"""Real SIGKILLs over the demo's chain; the outcome compared with an unbroken run, row by row."""
