"""The proof of matching: a simulated year of the compound, and several ways of asking neighbours side by side."""
