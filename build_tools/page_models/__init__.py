"""What the templates lay out: one frozen record per page kind and per part of a page.

Everything here is sorted, labelled and linked already, so that a template has nothing to decide.
Plain `str` fields are text and are escaped by the renderer; `Markup` fields are safe HTML made by
`markdown_notes`. `href` fields are source-relative links to `.md` files (see `urls`).
"""
