"""What is kept about whom, for how long, and how it is forgotten."""
