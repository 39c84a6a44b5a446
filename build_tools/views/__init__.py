"""Views: the corpus arranged for readers, one module per family of pages.

Everything that a template shows is chosen, sorted, labelled and linked here.
"""
