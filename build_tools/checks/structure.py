"""Check what must be unique, and that nothing is a part of itself."""

from __future__ import annotations

from build_tools.loaded import Loaded, Located
from build_tools.records import Agreement, Passage


def check_unique(loaded: Loaded) -> None:
    """Ids of passages within a source, of answers and of provisions must be unique."""
    for passages in loaded.passages.values():
        first: dict[str, Located[Passage]] = {}
        for passage in passages:
            twin = first.setdefault(passage.record.id, passage)
            if twin is not passage:
                loaded.add(
                    "duplicate-id",
                    passage.file,
                    (*passage.keys, "id"),
                    f"'id' must be unique in the source; '{passage.record.id}' stands also in {twin.file}, "
                    f"line {twin.line}",
                    f"write '{free_id(passage.record.id, {p.record.id for p in passages})}' in the one that was added "
                    "last; links lead to the other",
                )
    for located in loaded.questions.values():
        _unique(loaded, located.file, "answers", [answer.id for answer in located.record.answers])
    for entity in loaded.entities.values():
        if isinstance(entity.record, Agreement):
            _unique(loaded, entity.file, "provisions", [provision.id for provision in entity.record.provisions])


def _unique(loaded: Loaded, file: str, key: str, ids: list[str]) -> None:
    for index, identifier in enumerate(ids):
        if identifier in ids[:index]:
            loaded.add(
                "duplicate-id",
                file,
                (key, index, "id"),
                f"'id' must be unique in '{key}'; '{identifier}' stands twice",
                f"write '{free_id(identifier, set(ids))}' in the one that was added last; links lead to the other",
            )


def free_id(identifier: str, taken: set[str]) -> str:
    """Return an id like this one that nothing has."""
    number = 2
    while f"{identifier}-{number}" in taken:
        number += 1
    return f"{identifier}-{number}"


def check_cycles(loaded: Loaded) -> None:
    """No entity may be a part of itself by way of others."""
    parents = {i: [p.id for p in e.record.part_of] for i, e in loaded.entities.items()}
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        _walk_up(loaded, start, parents, path, done)


def _walk_up(loaded: Loaded, start: str, parents: dict[str, list[str]], path: list[str], done: set[str]) -> None:
    stack: list[tuple[str, int]] = [(start, 0)]
    while stack:
        node, index = stack.pop()
        if index == 0:
            if node in done:
                continue
            path.append(node)
        above = parents.get(node, [])
        if index < len(above):
            stack.append((node, index + 1))
            target = above[index]
            if target in path:
                ring = [*path[path.index(target) :], target]
                loaded.add(
                    "cycle",
                    loaded.entities[node].file,
                    ("part_of", index),
                    f"'part_of' must not lead back to the entity: {' → '.join(ring)}",
                    "keep the links from the smaller to the larger, and take out the one that leads back",
                )
            else:
                stack.append((target, 0))
        else:
            path.pop()
            done.add(node)
