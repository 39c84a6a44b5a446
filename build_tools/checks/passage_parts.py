"""Check the parts of a passage: an entity is tagged once, a relation joins two, answers and provisions exist."""

from __future__ import annotations

from build_tools.characters import quoted
from build_tools.loaded import Loaded, Located
from build_tools.locations import KeyPath
from build_tools.problems import nearest_hint
from build_tools.records import Agreement, AgreementReport, Claim, Passage, Relation


def check_parts(loaded: Loaded, located: Located[Passage]) -> None:
    """Questions, answers and provisions that a passage points to must exist; a tag stands once."""
    passage = located.record
    for key in ("actors", "places", "agreements"):
        seen: set[str] = set()
        for index, tag in enumerate(getattr(passage, key)):
            if tag.id in seen:
                loaded.add(
                    "duplicate-tag",
                    located.file,
                    (*located.keys, key, index),
                    f"'{key}' must name each entity once; '{tag.id}' stands twice",
                    f"write '{tag.id}: [first words, second words]'",
                )
            seen.add(tag.id)
    for index, claim in enumerate(passage.claims):
        _check_answers(loaded, located, claim, (*located.keys, "claims", index))
    for index, relation in enumerate(passage.relations):
        if relation.from_ == relation.to:
            loaded.add(
                "relation-self",
                located.file,
                (*located.keys, "relations", index, "to"),
                f"a relation must lead to another entity; both sides are '{relation.to}'",
            )
    for key in ("claims", "relations", "provisions"):
        for index, statement in enumerate(getattr(passage, key)):
            _check_origin(loaded, located, statement, (*located.keys, key, index, "origin"))
    for index, report in enumerate(passage.provisions):
        agreement = loaded.entities.get(report.agreement)
        if report.provision and agreement and isinstance(agreement.record, Agreement):
            known = [provision.id for provision in agreement.record.provisions]
            if report.provision not in known:
                hint = nearest_hint(report.provision, known) or f"one of: {', '.join(known)}"
                loaded.add_missing(
                    "provision",
                    f"{report.agreement}#{report.provision}",
                    located.file,
                    (*located.keys, "provisions", index, "provision"),
                    f"'provision' must name a provision of '{report.agreement}'; "
                    f"there is no {quoted(report.provision)}",
                    hint,
                )


def _check_origin(
    loaded: Loaded, located: Located[Passage], statement: Claim | Relation | AgreementReport, keys: KeyPath
) -> None:
    """Report an origin that does not exist, or one of something that the text says in its own voice."""
    origin_id = statement.origin
    if origin_id is None:
        return
    if origin_id not in loaded.origins and origin_id not in loaded.broken_ids:
        hint = nearest_hint(origin_id, loaded.origins) or "add the origin in origins/"
        message = f"'origin' must name an origin; there is no {quoted(origin_id)}"
        loaded.add_missing("origin", origin_id, located.file, keys, message, hint)
    if not statement.said_by:
        loaded.add(
            "origin-without-speaker",
            located.file,
            keys,
            f"'origin' must stand beside 'said_by'; {quoted(origin_id)} stands in the text's own voice",
            "say who speaks under 'said_by', or take 'origin' out",
        )


def _check_answers(loaded: Loaded, located: Located[Passage], claim: Claim, keys: KeyPath) -> None:
    """Questions and answers that a claim gives or denies must exist; it cannot do both to one answer."""
    for key in ("answers", "rejects"):
        for question_id, answer_id in getattr(claim, key).items():
            at = (*keys, key, question_id)
            question = loaded.questions.get(question_id)
            if question is None:
                if question_id not in loaded.broken_ids:
                    hint = nearest_hint(question_id, loaded.questions) or "add the question in questions/"
                    message = f"'{key}' must name a question; there is no {quoted(question_id)}"
                    loaded.add_missing("question", question_id, located.file, at, message, hint)
                continue
            known = [answer.id for answer in question.record.answers]
            if answer_id not in known:
                hint = nearest_hint(answer_id, known) or f"one of: {', '.join(known)}"
                message = f"'{key}' must name an answer of '{question_id}'; there is no {quoted(answer_id)}"
                loaded.add_missing("answer", f"{question_id}#{answer_id}", located.file, at, message, hint)
    for question_id, answer_id in claim.rejects.items():
        if claim.answers.get(question_id) == answer_id:
            loaded.add(
                "answer-contradictory",
                located.file,
                (*keys, "rejects", question_id),
                f"a claim must not give and deny the same answer; '{answer_id}' of '{question_id}' stands under both "
                "'answers' and 'rejects'",
                "keep the one that the words of the quote say",
            )
