"""Pictures of pages for those who share a link: drawn at build time from the fonts of the site."""
