"""The site: write what was generated, build it with MkDocs, finish and verify it, put it in place, preview it."""
