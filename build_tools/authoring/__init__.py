"""Help for who adds an article: propose records and passages, find words, follow a corrected text; nothing prints."""
