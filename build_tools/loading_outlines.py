"""Load the outlines for maps that a corpus brings along, and say which file is not as it must be."""

from __future__ import annotations

from pathlib import Path

from build_tools.characters import quoted
from build_tools.geography.geojson import MAX_BYTES, GeoJsonFault, read_geojson
from build_tools.loaded import Loaded
from build_tools.locations import Location
from build_tools.problems import Problem, nearest
from build_tools.project import read_file

MAP_FOLDER = "map"
"""Folder of the files that map.yml names, with notes on their origin beside them."""


def load_outlines(loaded: Loaded, paths: list[Path]) -> None:
    """Read the files that map.yml names; what could not be read is a problem, and so is a file that nobody names."""
    files = {path.relative_to(loaded.project.annotations / MAP_FOLDER).as_posix(): path for path in paths}
    meant: set[str] = set()  # files whose name is misspelt there: that is told there alone
    shapes = loaded.map.record.shapes if loaded.map else ()
    for index, shape in enumerate(shapes):
        if loaded.map and shape.file not in files:
            folder = loaded.project.shown(loaded.project.annotations / MAP_FOLDER)
            message = f"'file' must name a file in {folder}/; found {quoted(shape.file)}"
            near = nearest(shape.file, files)
            meant.add(near)
            hint = f"did you mean {near!r}?" if near else f"add the file to {folder}/"
            loaded.add("map-file-missing", loaded.map.file, ("shapes", index, "file"), message, hint)
        elif shape.file in files:
            _read_outlines(loaded, files[shape.file])
    map_faulty = loaded.map is None and (loaded.project.annotations / "map.yml").exists()
    named = {shape.file for shape in shapes}
    for name, path in files.items():
        is_note = path.parent.name == MAP_FOLDER and path.suffix in (".txt", ".md")
        if name not in named | meant and not is_note and not map_faulty:
            message = "must be a .geojson file that map.yml names, or a note that ends in .txt or .md"
            hint = "name it under 'shapes' in map.yml, or remove it"
            loaded.problems.append(Problem(Location(loaded.project.shown(path)), "file-misplaced", message, hint))


def _read_outlines(loaded: Loaded, path: Path) -> None:
    shown = loaded.project.shown(path)
    try:
        features = read_geojson(read_file(path, MAX_BYTES))
    except OSError as error:
        message = f"the file must be one that can be read: {error.strerror or error}"
        hint = "give whoever runs the check the right to read it"
        loaded.problems.append(Problem(Location(shown), "file-unreadable", message, hint))
    except GeoJsonFault as fault:
        message = f"a file of outlines {fault.message}" if fault.message.startswith("must") else fault.message
        hint = fault.cure or "see “Outlines for the maps” in the annotation guide"
        loaded.problems.append(Problem(Location(shown, fault.line, fault.column), "bad-geojson", message, hint))
    else:
        loaded.outlines += [(shown, feature) for feature in features]
