"""The commands, a module each: the only part that prints."""
