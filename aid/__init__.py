"""The core of 580 我帮邻: a room for each thing the neighbourhood does."""
