"""Find what the annotations of a corpus overlook in its sources, and what of it was dismissed with a reason.

A finding is a place in the article, outside boilerplate, of one of the kinds of the list `findings`.
"""

from __future__ import annotations

from build_tools.completeness.findings import KINDS, Finding
from build_tools.completeness.summary import Completeness, Coverage, completeness_of, coverage_of, summary_lines

__all__ = ["KINDS", "Completeness", "Coverage", "Finding", "completeness_of", "coverage_of", "summary_lines"]
