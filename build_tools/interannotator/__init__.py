"""Inter-annotator agreement: how far two independent passes over the same sources agree."""
