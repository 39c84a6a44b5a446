"""Check what needs more than one record: ids that must exist, things that must be unique, citations.

Each check yields nothing where all is well and adds problems to `Loaded` otherwise; none stops at the
first fault. Records whose own file is faulty were reported already and are passed over.
"""

from __future__ import annotations

from build_tools.checks.citations import check_citations
from build_tools.checks.maps import check_maps
from build_tools.checks.references import check_references
from build_tools.checks.renames import check_renames
from build_tools.checks.structure import check_cycles, check_unique
from build_tools.loaded import Loaded


def run_checks(loaded: Loaded) -> None:
    """Run every check of this package."""
    check_references(loaded)
    check_unique(loaded)
    check_cycles(loaded)
    check_citations(loaded)
    check_maps(loaded)
    check_renames(loaded)
