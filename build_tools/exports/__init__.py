"""Data files: every value leads back to its quote. One module a format; `dictionary` says what columns mean."""
