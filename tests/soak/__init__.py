"""The whole program under a fake Telegram in a process of its own: a simulated week (`make soak`)."""
