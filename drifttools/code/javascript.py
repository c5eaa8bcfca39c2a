"""TypeScript and JavaScript beside a vocabulary: supabase-js, Prisma, knex and Kysely, SQL in templates and texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from drifttools.code import builders, postgrest, prisma, swallowed_javascript
from drifttools.code.checker import Checker, Sure
from drifttools.code.parsers import parser_of
from drifttools.code.postgrest import Builder, Call
from drifttools.code.prisma import PrismaSchema
from drifttools.code.sql import check_sql, is_sql, writes, written_table
from drifttools.code.tree import FUNCTIONS, Node, Tree
from drifttools.code.values import Mapping, Text, Unknown
from drifttools.model.code import Certainty

GRAMMARS = {
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx",
    ".js": "javascript", ".jsx": "javascript", ".mjs": "javascript", ".cjs": "javascript",
}  # fmt: skip
_CLIENT = re.compile(r"supabase|\bsb\b|postgrest", re.IGNORECASE)
_MADE = re.compile(r"^create\w*Client$|^use\w*Supabase\w*$|^get\w*Supabase\w*$", re.IGNORECASE)
_NEVER = re.compile(r"(?:^|\.)(?:Array|Buffer|Object|Observable|Set|Map|storage|Uint8Array|Readable|Iterator|Stream)$")
_SENDS = frozenset(
    "query execute exec raw whereRaw havingRaw orderByRaw selectRaw $queryRaw $executeRaw $queryRawUnsafe $executeRawUnsafe"
    " unsafe one any many none oneOrNone manyOrNone result prepare".split()
)
_DATABASE = re.compile(r"pool|\bpg\b|\bdb\b|conn|knex|sequelize", re.IGNORECASE)
_STATEMENT = re.compile(r"sql|query|stmt|statement", re.IGNORECASE)
_TAGS = re.compile(r"(?:^|\.)(?:sql|SQL|\$queryRaw|\$executeRaw|raw)$|^(?:sql|db|pg|postgres)$")


_READ = _SENDS | postgrest.WRITES | prisma.READS | prisma.WRITES | builders.METHODS | {"from", "rpc"}


def check_javascript(checker: Checker, source: bytes, suffix: str, schema: PrismaSchema | None) -> None:
    """Look through one file.

    Args:
        checker: Where findings go.
        source: The file's bytes.
        suffix: Of its name, which tells the grammar.
        schema: The project's Prisma schema, where it has one.

    Raises:
        CodeError: The parser is not installed.
    """
    source = source.decode("utf-8", "replace").encode()
    tree = Tree(parser_of(GRAMMARS[suffix]).parse(source).root_node, source)
    if tree.root.has_error:
        faults = [one for one in tree.walk() if one.is_error or one.is_missing]
        broken = next((one for one in faults if one.id != tree.root.id), tree.root)
        checker.open(tree.place(broken), "from here on the parser could not make sense of a part of this file", "file")
    reading = _Reading(checker, tree, schema)
    for node in tree.walk():
        if node.type == "call_expression" and not reading.inside_a_chain(node):
            reading.chain(node)
    swallowed_javascript.check(checker, tree, reading.written, reading.unsent, reading.gives_back)


@dataclass
class Chain:
    """`root.a(...).b(...)`: the calls in their order, and what they begin with."""

    node: Node
    root: Node
    calls: list[Call]


@dataclass
class _Reading:
    """One file that is read.

    Args:
        written: Node id of a chain that changes rows, to the name of what it changes.
        unsent: Node ids of chains that say nothing to the database unless somebody waits for them.
        gives_back: Node ids of chains whose failure is a value and no exception.
        kept: Chains that a variable holds, by function and name.
    """

    checker: Checker
    tree: Tree
    schema: PrismaSchema | None
    written: dict[int, str] = field(default_factory=dict)
    unsent: set[int] = field(default_factory=set)
    gives_back: set[int] = field(default_factory=set)
    kept: dict[tuple[int, str], Builder] = field(default_factory=dict)

    def inside_a_chain(self, node: Node) -> bool:
        """Whether something is called on what this call gives: then it is read with that."""
        parent = node.parent
        while parent is not None and parent.type in ("parenthesized_expression", "non_null_expression"):
            node, parent = parent, parent.parent
        if parent is None or parent.type != "member_expression" or parent.child_by_field_name("object") != node:
            return False
        above = parent.parent
        return above is not None and above.type == "call_expression" and above.child_by_field_name("function") == parent

    def unwound(self, node: Node) -> Chain:
        steps: list[tuple[Node, Sequence[Node]]] = []
        at = node
        while at.type == "call_expression":
            function = at.child_by_field_name("function")
            if function is None or function.type != "member_expression":
                break
            named, arguments = function.child_by_field_name("property"), at.child_by_field_name("arguments")
            given = [] if arguments is None else arguments.named_children
            if arguments is not None and arguments.type == "template_string":
                given = [arguments]
            steps.append((named, given))
            at = self.tree.bare(function.child_by_field_name("object"))
        names = [self.tree.text(named) for named, _ in steps]
        # most calls are of nothing that is read here, and their arguments may be the half of a file
        kept = at.type == "identifier" and (self.scope(node), self.tree.text(at)) in self.kept
        read = kept or not _READ.isdisjoint(names)
        calls = [
            Call(
                name,
                self.tree.place(named),
                tuple(self.tree.value(one) for one in given if one.type != "comment") if read else (),
            )
            for name, (named, given) in zip(names, steps, strict=True)
        ]
        return Chain(node, at, calls[::-1])

    def chain(self, node: Node) -> None:
        """Read a chain of calls, whichever library it is of."""
        chain = self.unwound(node)
        self.raw(node, chain)
        root = self.tree.text(chain.root)
        if not chain.calls:
            return
        if prisma.is_call(chain.root.type, root, chain.calls[0].method, self.schema):
            table = prisma.check(self.checker, root, chain.calls[0], self.schema)
            if chain.calls[0].method in prisma.WRITES:
                self.written[node.id] = table
                self.unsent.add(node.id)
            return
        builder = self.kept.get((self.scope(node), root)) if chain.root.type == "identifier" else None
        sure = self.client(chain, root) if builder is None else Sure(Certainty.CERTAIN, "the names stand in the code")
        if builder is not None or sure is not None:
            state = builder or Builder()
            postgrest.follow(self.checker, state, chain.calls, sure or Sure(Certainty.LIKELY, ""))
            if state.begun:
                self.keep(node, state)
                if state.wrote:
                    self.written[node.id] = state.table
                    self.unsent.add(node.id)
                    if "throwOnError" not in {one.method for one in chain.calls}:
                        self.gives_back.add(node.id)
            return
        table = builders.check(self.checker, self.tree, chain.root, chain.calls)
        if table:
            self.written[node.id] = table
            self.unsent.add(node.id)

    def scope(self, node: Node) -> int:
        """The function that a node stands in."""
        while node.parent is not None and node.type not in FUNCTIONS:
            node = node.parent
        return int(node.id)

    def keep(self, node: Node, state: Builder) -> None:
        """Remember a chain under the variable that it is given to: it may go on in another statement."""
        parent = node.parent
        while parent is not None and parent.type in ("parenthesized_expression", "non_null_expression", "as_expression"):
            parent = parent.parent
        if parent is None or parent.type not in ("variable_declarator", "assignment_expression"):
            return
        named = parent.child_by_field_name("name") or parent.child_by_field_name("left")
        if named is not None and named.type == "identifier":
            self.kept[self.scope(node), self.tree.text(named)] = state

    def client(self, chain: Chain, root: str) -> Sure | None:
        """How sure it is that a chain begins with a client of Supabase; None where it does not look so."""
        start = next((at for at, call in enumerate(chain.calls) if call.method in ("from", "rpc")), None)
        if start is None or any(call.method != "schema" for call in chain.calls[:start]) or _NEVER.search(root):
            return None
        last = root.rpartition(".")[2]
        made = self.tree.constants.get(root)
        if made is not None:
            made = self.tree.bare(made)
            called = made.child_by_field_name("function") if made.type == "call_expression" else None
            if called is not None and _MADE.match(self.tree.text(called).rpartition(".")[2]):
                return Sure(Certainty.CERTAIN, f"{root} is made by {self.tree.text(called)}")
        if _CLIENT.search(last):
            return Sure(
                Certainty.CERTAIN, f"the names stand in the code, and {last[:40]} is a client of Supabase by its name"
            )
        following = {call.method for call in chain.calls[start + 1 :]}
        first = chain.calls[start].arguments
        if following & {"select", *postgrest.WRITES} and first and isinstance(first[0], Text) and not self.imports("knex"):
            return Sure(Certainty.LIKELY, f"{last[:40]} is used like a client of Supabase")
        return None

    def imports(self, *packages: str) -> bool:
        """Whether the file imports one of the packages."""
        return builders.imports(self.tree, packages)

    def raw(self, node: Node, chain: Chain) -> None:
        """SQL in a tagged template, or in what is handed to a method that sends it."""
        arguments = node.child_by_field_name("arguments")
        function = node.child_by_field_name("function")
        if arguments is None or function is None:
            return
        called = self.tree.text(function).replace("?.", ".")
        calls = chain.calls or []
        if arguments.type == "template_string":
            value = self.tree.string(arguments, bound=True)
            if _TAGS.search(called) and isinstance(value, Text) and is_sql(value.text):
                check_sql(self.checker, value, Sure(Certainty.CERTAIN, "the names stand in a statement"), bound=True)
                self.note_write(node, value)
            return
        for call in calls:
            if call.method not in _SENDS or not call.arguments:
                continue
            first = call.arguments[0]
            if isinstance(first, Mapping):  # pg's { text, values }
                first = next((one.value for one in first.entries if one.key in ("text", "sql")), first)
            if isinstance(first, Text) and is_sql(first.text):
                check_sql(
                    self.checker,
                    first,
                    Sure(Certainty.CERTAIN, f"the names stand in a statement that {call.method}() sends"),
                )
                self.note_write(node, first)
            elif isinstance(first, Unknown) and (
                call.method.endswith("RawUnsafe")
                or (call.method in ("query", "execute") and (_STATEMENT.search(first.source) or _DATABASE.search(called)))
            ):
                self.checker.open(first.place, f"a statement that is handed to {call.method}()")

    def note_write(self, node: Node, value: Text) -> None:
        """Remember a statement that changes rows."""
        if writes(value.text):
            self.written[node.id] = written_table(value.text)
