"""The `wobanglin` command: a module a subcommand."""
