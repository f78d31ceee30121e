"""What is due when: the clocks that keep the promise."""
