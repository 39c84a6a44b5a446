"""Collate: what the sources say of the same thing, side by side; values alone, no words for readers and no links."""
