"""Time and memory on synthetic corpora, as ratios of one run: `make bench`."""
