"""Groups of a building, where everybody is asked when nobody is left to ask one by one. Off by default."""
