"""Generate a research site from annotated sources.

The way of the data is one way: read and validate (`loading`), find every quote in its source
(`anchoring`), index (`corpus`), arrange for readers (`views`), lay out (`rendering`), write
(`writer`), build (`site_build`). `pipeline` holds the stages in order.
"""
