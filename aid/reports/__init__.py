"""The three rates, and the reports that are made of them."""
