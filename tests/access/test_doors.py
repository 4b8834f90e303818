"""The doors past the guard are few, and known by name: a new one is a decision that shows here."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ketnoi"
GUARD = {"access/guarded.py", "access/models.py", "access/rules.py", "access/unscoped.py"}
# (file, reason) of every use of the maintenance door
KNOWN = {
    ("access/conflicts.py", "HELD"),  # records that are the same as one that is held
    ("access/glass.py", "HELD"),  # by the code that was typed; answered alike for none, sealed, conflict
    ("access/granting.py", "HELD"),  # the row locked, before the policy is asked of it
    ("access/handing.py", "HELD"),  # the code of a record assigned under a post, for the printed hand-over
    ("main/backup/checking.py", "KEPT"),  # whether every sealed row of a restored copy opens; shows none
    ("people/actions.py", "HELD"),  # the row locked, before the policy is asked of it
    ("people/contacting.py", "MATCHED"),  # behind the pages: whose owner is asked to get into touch
    ("people/lineage.py", "HELD"),  # ids of records joined with one that is held
    ("people/merging.py", "HELD"),  # two rows locked, before the policy is asked of them
    ("privacy/clocks.py", "KEPT"),  # whom a clock tells of, and where its page is
    ("privacy/facts.py", "COUNTED"),  # facts of released tables
    ("privacy/requests_due.py", "KEPT"),  # past their retention, to be shredded
    ("access/leading.py", "KEPT"),  # sealed records whose lead left: the unit's next one
    ("access/reading.py", "HELD"),  # which record was asked for and denied, for the journal
}
# (file, way) of every other way to rows without a reader
WAYS = {
    ("access/models.py", "own_row"),  # of the row one holds: read again, and asked for its version
    ("access/policy.py", "everything"),  # the policy chooses from it; of a glass: which agency keeps the record
    ("access/revealing.py", "everything"),  # of a record he may know of: whether this post supervises it
    ("access/proving/wrong_readers.py", "everything"),  # policies that are wrong on purpose
    ("main/backup/checking.py", "_base_manager"),  # of what is not protected
    ("privacy/actions.py", "own_row"),  # locked, of a request that was asked for with a reader
    ("vault/freshness.py", "own_row"),  # the version of a row one holds
    ("vault/models.py", "_base_manager"),  # of what is sealed and not protected
    ("vault/models.py", "own_row"),  # locked, while it is saved
}


def _calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """(file, call) of every call of a function of this name."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            if name in {getattr(called, "id", ""), getattr(called, "attr", "")} and isinstance(node, ast.Call):
                yield str(path.relative_to(SOURCE)), node


def test_only_the_policy_and_the_maintenance_door_admit() -> None:
    assert {file for file, _call in _calls("admit")} <= GUARD


def test_every_use_of_the_maintenance_door_is_known() -> None:
    uses = set()
    for file, call in _calls("rows"):
        for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
            if isinstance(argument, ast.Attribute) and "Because" in {
                getattr(argument.value, "id", ""),
                getattr(argument.value, "attr", ""),
            }:
                uses.add((file, argument.attr))
    assert uses == KNOWN


def test_every_other_way_to_rows_is_known() -> None:
    found = set()
    for path in SOURCE.rglob("*.py"):
        file, tree = str(path.relative_to(SOURCE)), ast.parse(path.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        found |= {(file, one) for one in names & {"saving", "_base_manager", "own_row"}}
        found |= {(file, "everything") for node in ast.walk(tree) if _imports_everything(node)}
    assert found == WAYS


def _imports_everything(node: ast.AST) -> bool:
    """Whether it is `from ketnoi.access.rules import everything`, or all of `rules` under a name."""
    if not isinstance(node, ast.ImportFrom):
        return False
    names = {one.name for one in node.names}
    return (
        "everything" in names
        if node.module == "ketnoi.access.rules"
        else {"rules"} <= names and "access" in str(node.module)
    )


def test_nothing_sets_the_pass_by_hand() -> None:
    for path in SOURCE.rglob("*.py"):
        if str(path.relative_to(SOURCE)) not in GUARD:
            assert ".admitted =" not in path.read_text(encoding="utf-8"), path
