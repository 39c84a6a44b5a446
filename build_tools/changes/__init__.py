"""Changes: what a change does to a corpus, for those who review it; values alone, in words that every form shows."""
