"""These run in Rasa's environment (`python -m unittest discover -s tests/nlu_components -t .`), where there is no pytest."""

collect_ignore_glob = ["test_*.py"]
