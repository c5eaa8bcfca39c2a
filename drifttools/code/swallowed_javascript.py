"""Writes to the database whose failure nobody hears of, in TypeScript and JavaScript."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from drifttools.code.checker import Checker, Sure
from drifttools.code.tree import FUNCTIONS, Node, Tree
from drifttools.model.code import Certainty, CodeRule

_ONLY_SAID = ("console.", "logger.", "log.", "Sentry.", "captureException", "debug(", "reportError")


def check(
    checker: Checker, tree: Tree, written: Mapping[int, str], unsent: Collection[int], gives_back: Collection[int]
) -> None:
    """Find them.

    Args:
        checker: Where findings go.
        tree: The file.
        written: Node id of each call that changes rows, to what it changes.
        unsent: Those that are sent only when somebody waits for them.
        gives_back: Those whose failure is a value that somebody has to look at, and no exception.
    """
    if not written:
        return
    for node in tree.walk():
        if node.id in written:
            table = written[node.id] or "the database"
            if not _in_try(checker, tree, node, table):
                _result(checker, tree, node, table, node.id in unsent, node.id in gives_back)


def _in_try(checker: Checker, tree: Tree, node: Node, table: str) -> bool:
    """A `catch` of the same function that goes on as if nothing had happened."""
    at = node
    while at.parent is not None and at.type not in FUNCTIONS:
        above = at.parent
        if above.type == "try_statement" and above.child_by_field_name("body") == at:
            handler = above.child_by_field_name("handler")
            body = handler.child_by_field_name("body") if handler is not None else None
            if body is None:
                return False
            statements = [one for one in body.named_children if one.type != "comment"]
            empty = not statements
            if empty or all(_only_said(tree, one) for one in statements):
                sure = (
                    Sure(Certainty.CERTAIN, "the catch block is empty")
                    if empty
                    else Sure(Certainty.LIKELY, "the catch block only writes to a log and goes on")
                )
                sentence = f"a write to {table} may fail and the code goes on: its failure is caught and not handed on"
                checker.found(CodeRule.SWALLOWED, tree.place(handler), "catch", table, sentence, sure)
                return True
            return False
        at = above
    return False


def _only_said(tree: Tree, statement: Node) -> bool:
    if statement.type not in ("expression_statement", "empty_statement"):
        return False
    text = tree.text(statement).removeprefix("void ").removeprefix("await ")
    return statement.type == "empty_statement" or text.startswith(_ONLY_SAID)


def _result(checker: Checker, tree: Tree, node: Node, table: str, lazy: bool, gives_back: bool) -> None:  # noqa: FBT001 - two facts of one call
    at = node
    # what is called on the promise: .then(), .catch()
    chained = _methods(tree, node)
    if "catch" in chained and _swallows(tree, node):
        sentence = f"a write to {table} may fail and nobody hears of it: catch() takes its failure and goes on"
        sure = Sure(Certainty.CERTAIN, "what is given to catch() hands nothing on")
        checker.found(CodeRule.SWALLOWED, tree.place(node), "catch", table, sentence, sure)
        return
    if not lazy or "then" in chained:
        return
    awaited = False
    while at.parent is not None:
        above = at.parent
        if above.type == "await_expression":
            awaited = True
        elif above.type in ("parenthesized_expression", "as_expression", "non_null_expression", "unary_expression"):
            pass
        elif above.type == "expression_statement":
            if not awaited and _lazy(chained):
                sentence = (
                    f"this write to {table} is never sent: nobody waits for it, and a query is sent when it is awaited"
                )
                checker.found(
                    CodeRule.SWALLOWED, tree.place(node), "await", table, sentence,
                    Sure(Certainty.LIKELY, "it is a statement of its own without await"),
                )  # fmt: skip
            elif awaited and gives_back:
                _unlooked(checker, tree, node, table, "its result is thrown away")
            return
        elif above.type == "variable_declarator":
            if awaited and gives_back:
                _declared(checker, tree, node, above, table)
            return
        else:
            return
        at = above


def _declared(checker: Checker, tree: Tree, node: Node, declarator: Node, table: str) -> None:
    """What becomes of the `error` of supabase-js."""
    pattern = declarator.child_by_field_name("name")
    if pattern.type == "object_pattern":
        taken = {}
        for one in pattern.named_children:
            if one.type == "shorthand_property_identifier_pattern":
                taken[tree.text(one)] = tree.text(one)
            elif one.type == "pair_pattern":
                key, value = one.child_by_field_name("key"), one.child_by_field_name("value")
                taken[tree.text(key)] = tree.text(value)
            elif one.type == "rest_pattern":
                return
        if "error" not in taken:
            _unlooked(checker, tree, node, table, "its error is not taken out of the result")
        else:
            uses = list(_uses(tree, declarator, taken["error"]))
            if not uses:
                _unlooked(checker, tree, node, table, f"{taken['error']} is taken and never looked at")
            elif all(_in_a_log(tree, one) for one in uses):
                sentence = f"a write to {table} may fail and the code goes on: its failure is only written to a log"
                sure = Sure(Certainty.LIKELY, f"all that is done with {taken['error']} is to log it")
                checker.found(CodeRule.SWALLOWED, tree.place(node), "error", table, sentence, sure)
    elif pattern.type == "identifier":
        name = tree.text(pattern)
        uses = [tree.text(one.parent) for one in _uses(tree, declarator, name) if one.parent is not None]
        bare = any(not use.startswith(f"{name}.") and not use.startswith(f"{name}?.") for use in uses)
        if not bare and not any(use.startswith((f"{name}.error", f"{name}?.error")) for use in uses):
            _unlooked(checker, tree, node, table, f"{name}.error is never looked at")


def _unlooked(checker: Checker, tree: Tree, node: Node, table: str, why: str) -> None:
    sentence = f"a write to {table} may fail and nobody hears of it: supabase-js gives the failure back, and {why}"
    checker.found(CodeRule.SWALLOWED, tree.place(node), "error", table, sentence, Sure(Certainty.CERTAIN, why))


def _uses(tree: Tree, declarator: Node, name: str) -> Iterator[Node]:
    scope = declarator
    while scope.parent is not None and scope.type not in FUNCTIONS:
        scope = scope.parent
    for one in tree.walk(scope):
        after = one.start_byte > declarator.end_byte
        if after and one.type in ("identifier", "shorthand_property_identifier") and tree.text(one) == name:
            yield one


def _in_a_log(tree: Tree, use: Node) -> bool:
    """Whether a name is used in a line for a log, or in the condition of an `if` that does nothing but log."""
    at = use
    while at.parent is not None and at.type not in FUNCTIONS:
        if at.type == "expression_statement":
            return _only_said(tree, at)
        above = at.parent
        if above.type == "if_statement" and above.child_by_field_name("condition") == at:
            then = above.child_by_field_name("consequence")
            block = then.named_children if then.type == "statement_block" else [then]
            return above.child_by_field_name("alternative") is None and all(
                _only_said(tree, one) for one in block if one.type != "comment"
            )
        at = above
    return False


def _methods(tree: Tree, node: Node) -> list[str]:
    """The methods of a chain, the last first."""
    found = []
    at = node
    while at is not None and at.type == "call_expression":
        function = at.child_by_field_name("function")
        if function is None or function.type != "member_expression":
            break
        found.append(tree.text(function.child_by_field_name("property")))
        at = tree.bare(function.child_by_field_name("object"))
    return found


def _lazy(chained: Collection[str]) -> bool:
    return "then" not in chained and "catch" not in chained and "execute" not in chained


def _swallows(tree: Tree, node: Node) -> bool:
    """Whether what is given to `.catch()` is a function that does nothing."""
    at = node
    while at is not None and at.type == "call_expression":
        function = at.child_by_field_name("function")
        if function is None or function.type != "member_expression":
            return False
        if tree.text(function.child_by_field_name("property")) == "catch":
            given = [one for one in at.child_by_field_name("arguments").named_children if one.type != "comment"]
            if not given:
                return True
            if given[0].type not in ("arrow_function", "function_expression"):
                return False
            body = given[0].child_by_field_name("body")
            if body.type == "statement_block":
                inner = [one for one in body.named_children if one.type != "comment"]
                return all(_only_said(tree, one) or tree.text(one) in ("return;", "return null;") for one in inner)
            text = tree.text(body)
            return text in ("null", "undefined", "{}", "({})", "[]", "false", "void 0") or text.startswith(_ONLY_SAID)
        at = tree.bare(function.child_by_field_name("object"))
    return False
