"""rasa-sdk actions: slots in, one service call, events out.

The classes take their services by constructor and are registered as instances (cli/run.py).
"""
