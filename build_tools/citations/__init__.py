"""Citations: what is cited as one item in the terms of CSL, and the forms in which others take it."""
