"""Rasa components of our own: what the pipeline in `config.yml` is made of."""
