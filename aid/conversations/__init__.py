"""A resident's conversation: one request long, kept in our row so that Rasa may forget it."""
