"""The doors: Telegram and terminal; the relay, the ticks, and the turn between them. Doors hold no rules."""
