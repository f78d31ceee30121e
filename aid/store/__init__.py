"""Engine, column types, migrations, and the transaction every use case runs in."""
