"""Python beside a vocabulary: models of SQLAlchemy and Django and what is done with them, SQL in texts, supabase-py."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drifttools.code import django_lookups, postgrest, swallowed_python
from drifttools.code.checker import Checker, Sure
from drifttools.code.postgrest import Builder, Call
from drifttools.code.python_api import (
    CLASS_API,
    DATABASE,
    DJANGO_API,
    ENUM_API,
    PYDANTIC_API,
    SENDS,
    STARTS,
    SUPABASE,
    TABLE_API,
    TABLE_METHODS,
)
from drifttools.code.python_chains import Called, unwound
from drifttools.code.python_models import Models
from drifttools.code.python_pieces import dotted
from drifttools.code.python_scopes import Scope, constants
from drifttools.code.python_shapes import EnumClass, Member, Model, Module
from drifttools.code.python_text import BRACES, Source, parsed
from drifttools.code.sql import check_sql, is_sql, writes, written_table
from drifttools.code.values import Entry, Items, Mapping, Text, Unknown, Value
from drifttools.code.vocabulary import Column, nearest
from drifttools.model.code import Certainty, CodeRule, Place


def check_python(checker: Checker, source: bytes, models: Models) -> None:
    """Look through one file.

    Args:
        checker: Where findings go.
        source: The file's bytes.
        models: What all files of the project declare.
    """
    module = models.modules.get(checker.file)
    if module is None:
        try:
            parsed(source.decode("utf-8-sig", "replace"))
        except SyntaxError as problem:
            place = Place(problem.lineno or 1, problem.offset or 1)
            checker.open(place, f"this file does not parse: {problem.msg}", "file")
        except (ValueError, RecursionError, MemoryError) as problem:
            checker.open(Place(1, 1), f"this file does not parse: {problem}", "file")
        return
    reader = _Reader(checker, models, module)
    for model in module.models.values():
        reader.declaration(model)
    scope = Scope(constants(module.tree.body))
    for statement in module.tree.body:
        reader.visit(statement, scope)
    swallowed_python.check(checker, module, reader.written)


@dataclass
class _Reader:
    """One file that is read.

    Args:
        written: id of the node of each write to the database, to what it writes to.
    """

    checker: Checker
    models: Models
    module: Module
    written: dict[int, str] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    kept: dict[int, Builder] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        return self.module.source

    # ------------------------------------------------------------------------------------------ declarations

    def declaration(self, model: Model) -> None:
        """Compare a model with its table."""
        if not model.mapped or not model.table:
            return
        sure = Sure(Certainty.CERTAIN, f"the model {model.name} is declared so")
        if model.guessed:
            sure = Sure(Certainty.LIKELY, f"the name of the table is made from that of the model {model.name}")
        relation = self.checker.relation(model.schema, model.table, model.place, sure)
        if relation is None:
            return
        seen: set[str] = set()
        for member in model.members.values():
            if not member.column or member.column in seen:  # a foreign key of Django has two names for one column
                continue
            seen.add(member.column)
            place = member.place if member.name in model.own else model.place
            column = self.checker.column([relation], member.column, place, sure)
            for label in member.labels:
                why = f"SQLAlchemy sends the names of the members of {member.enum}" if member.enum else "the type lists it"
                text = Text(label, ((0, place.line, place.column),))
                self.checker.value(relation.label, column, text, Sure(Certainty.CERTAIN, why))

    # ------------------------------------------------------------------------------------------ walking

    def visit(self, node: ast.AST, scope: Scope) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            self._function(node, scope)
            return
        if isinstance(node, ast.Assign):
            self.visit(node.value, scope)
            self._bind(node.targets, node.value, scope)
            for target in node.targets:
                self.visit(target, scope)
                self._stored(target, node.value, scope)
            return
        if isinstance(node, ast.Call) and id(node) not in self.seen:
            self.call(node, scope)
        elif isinstance(node, ast.Compare):
            self._compared(node, scope)
        elif isinstance(node, ast.Attribute):
            self._attribute(node, scope)
        for child in ast.iter_child_nodes(node):
            self.visit(child, scope)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope) -> None:
        body: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else list(node.body)
        inner = Scope({**scope.constants, **(constants(node.body) if not isinstance(node, ast.Lambda) else {})})
        inner.aliases, inner.instances, inner.builders = dict(scope.aliases), dict(scope.instances), dict(scope.builders)
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            for known in (inner.constants, inner.instances, inner.aliases):
                known.pop(argument.arg, None)
            model = self.model(argument.annotation, scope) if argument.annotation is not None else None
            if model is not None:
                inner.instances[argument.arg] = model
        if not isinstance(node, ast.Lambda):
            for decorator in node.decorator_list:
                self.visit(decorator, scope)
        for one in body:
            self.visit(one, inner)

    def _bind(self, targets: Sequence[ast.expr], value: ast.expr, scope: Scope) -> None:
        if len(targets) != 1 or not isinstance(targets[0], ast.Name):
            return
        name = targets[0].id
        scope.instances.pop(name, None)
        scope.aliases.pop(name, None)
        value = value.value if isinstance(value, ast.Await) else value
        if not isinstance(value, ast.Call):
            return
        if id(value) in self.kept:
            scope.builders[name] = self.kept[id(value)]
            return
        root, calls = unwound(value)
        last = calls[-1] if calls else None
        made = self.model(value.func, scope)
        if made is not None and made.sort != "table":
            scope.instances[name] = made
        elif last is not None and last.name == "aliased" and last.node.args:
            of = self.model(last.node.args[0], scope)
            if of is not None:
                scope.aliases[name] = of
        elif last is not None and last.name in ("get", "get_one") and last.node.args and root is not None:
            of = self.model(last.node.args[0], scope)
            if of is not None and of.sort == "sqlalchemy":
                scope.instances[name] = of
        elif last is not None and last.name in ("get", "first", "last", "create", "earliest", "latest"):
            of = self._django(root, scope)
            if of is not None and not any(one.name in ("values", "values_list", "aggregate") for one in calls):
                scope.instances[name] = of

    def model(self, node: ast.expr | None, scope: Scope) -> Model | None:
        """The model that an expression names."""
        quoted = isinstance(node, ast.Constant) and isinstance(node.value, str)  # an annotation may be
        named = str(node.value) if quoted and isinstance(node, ast.Constant) else dotted(node) or ""
        if named in scope.aliases:
            return scope.aliases[named]
        if not named or named.partition(".")[0] in scope.instances:
            return None
        found = self.models.resolve(self.module, named)
        return found if isinstance(found, Model) and found.mapped else None

    # ------------------------------------------------------------------------------------------ attributes

    def member(self, model: Model, name: str, place: Place, doing: str) -> Member | None:
        """Look an attribute of a model up, and write down where it has none of that name."""
        self.checker.references += 1
        if name in model.members or name.startswith("__"):
            return model.members.get(name)
        if model.open:
            sure = Sure(Certainty.POSSIBLE, f"{model.name} also comes from {model.open}, which was not read")
        else:
            sure = Sure(Certainty.CERTAIN, f"{model.name} and all its bases were read ({model.file}:{model.place.line})")
        sentence = f"{model.name} has no attribute {name}{doing}"
        near = nearest(name, [one for one, member in model.members.items() if member.column or member.target])
        self.checker.found(CodeRule.ATTRIBUTE, place, name, f"{model.name}.{name}", sentence, sure, near)
        return None

    def column(self, model: Model, member: Member | None) -> Column | None:
        """The column of the catalog that an attribute is."""
        if member is None or not member.column:
            return None
        relation = self.checker.vocabulary.find(model.schema, model.table)
        return (relation.columns or {}).get(member.column) if relation is not None else None

    def compared(self, model: Model, member: Member | None, value: Value) -> None:
        """Compare a value with what the column of an attribute can hold."""
        column = self.column(model, member)
        if column is not None:
            sure = Sure(Certainty.CERTAIN, f"{model.name}.{member.name if member else ''} is that column")
            if isinstance(value, Unknown) and self._is_member(value):
                return
            self.checker.value(f"{model.schema or 'public'}.{model.table}", column, value, sure)

    def _is_member(self, value: Unknown) -> bool:
        """Whether it is a member of an enum of the project: what that sends is checked where the column is declared."""
        first = value.source.rpartition(".")[0]
        return bool(first) and isinstance(self.models.resolve(self.module, first), EnumClass)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> None:
        owner = dotted(node.value)
        if owner is None:
            return
        place = self.source.end_name(node)
        if owner in scope.instances:
            model = scope.instances[owner]
            if not self._has(model, node.attr, instance=True):
                doing = ", so nothing is stored" if isinstance(node.ctx, ast.Store) else ""
                self.member(model, node.attr, place, doing)
            return
        of = self.models.resolve(self.module, owner)
        if isinstance(of, EnumClass):
            if node.attr not in of.members and node.attr not in ENUM_API and not node.attr.startswith("_") and of.members:
                self.checker.found(
                    CodeRule.ATTRIBUTE, place, node.attr, f"{of.name}.{node.attr}",
                    f"the enum {of.name} has no member {node.attr}",
                    Sure(Certainty.LIKELY, "the members of the enum were read"), nearest(node.attr, of.members),
                )  # fmt: skip
            return
        if owner.endswith((".c", ".columns")):
            table = self.model(node.value.value if isinstance(node.value, ast.Attribute) else None, scope)
            if table is not None and not (node.attr in ("keys", "items", "values", "get") and table.sort == "table"):
                self.member(table, node.attr, place, "")
            return
        model_ = self.model(node.value, scope)
        if model_ is not None and not self._has(model_, node.attr, instance=False):
            self.member(model_, node.attr, place, "")

    def _has(self, model: Model, name: str, *, instance: bool) -> bool:
        if name in model.members or name.startswith("_") or name in CLASS_API or name == "mro":
            return True
        if model.sort == "table":
            return name in TABLE_API or not instance
        if model.sort == "django":
            return name in DJANGO_API or name.startswith(("get_", "aget_")) or name.endswith("_set")
        return bool(PYDANTIC_API.match(name)) if "SQLModel" in model.reached else False

    def _stored(self, target: ast.expr, value: ast.expr, scope: Scope) -> None:
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id in scope.instances:
            model = scope.instances[target.value.id]
            self.compared(model, model.members.get(target.attr), self.source.value(value, scope.lookup))

    def _compared(self, node: ast.Compare, scope: Scope) -> None:
        sides = [node.left, *node.comparators]
        for one, other, operator in zip(sides, sides[1:], node.ops, strict=False):
            if not isinstance(operator, (ast.Eq, ast.NotEq)):
                continue
            for column, value in ((one, other), (other, one)):
                model, member = self._of_column(column, scope)
                if model is not None and member is not None:
                    self.compared(model, member, self.source.value(value, scope.lookup))

    def _of_column(self, node: ast.expr, scope: Scope) -> tuple[Model | None, Member | None]:
        """The attribute of a model that an expression is: `User.status`, `users.c.status`."""
        if not isinstance(node, ast.Attribute):
            return None, None
        owner = node.value
        if isinstance(owner, ast.Attribute) and owner.attr in ("c", "columns"):
            owner = owner.value
        model = self.model(owner, scope)
        return model, model.members.get(node.attr) if model is not None else None

    # ------------------------------------------------------------------------------------------ calls

    def call(self, node: ast.Call, scope: Scope) -> None:
        """Read a chain of calls, whichever library it is of."""
        root, calls = unwound(node)
        self.seen.update(id(one.node) for one in calls)
        for one in calls:
            self._sends(one, scope)
        if not calls:
            return
        self._built(calls[0], scope)
        self._by_text(calls[0], scope)
        if self._supabase(node, root, calls, scope):
            return
        django = self._django(root, scope)
        if django is not None:
            self._django_chain(node, django, calls, scope)
            return
        self._sqlalchemy(node, root, calls, scope)

    def _keywords(self, node: ast.Call, scope: Scope, skip: Sequence[str] = ()) -> Iterator[Entry]:
        for one in node.keywords:
            if one.arg is not None and one.arg not in skip:
                yield Entry(one.arg, self.source.place(one), self.source.value(one.value, scope.lookup))
            elif one.arg is None:
                inner = self.source.value(one.value, scope.lookup)
                if isinstance(inner, Mapping):
                    yield from inner.entries
                if not isinstance(inner, Mapping) or not inner.complete:
                    self.checker.open(self.source.place(one), f"keyword arguments **{ast.unparse(one.value)[:40]}")

    def _built(self, call: Called, scope: Scope) -> None:
        """`User(is_active=True)`."""
        model = self.model(call.node.func, scope)
        if model is None or model.sort == "table" or (call.owner is None and call.name in STARTS):
            return
        for entry in self._keywords(call.node, scope):
            member = self.member(model, entry.key, entry.place, ", so it cannot be built with one")
            self.compared(model, member, entry.value)

    def _by_text(self, call: Called, scope: Scope) -> None:
        """`setattr(user, name, value)`, `getattr(User, "status")`."""
        if call.owner is not None or call.name not in ("getattr", "setattr") or len(call.node.args) < 2:  # noqa: PLR2004 - whose, and its name
            return
        owner, named = call.node.args[:2]
        model = scope.instances.get(dotted(owner) or "") or self.model(owner, scope)
        if model is None or (call.name == "getattr" and len(call.node.args) > 2):  # noqa: PLR2004 - it may be absent
            return
        value = self.source.value(named, scope.lookup)
        if not isinstance(value, Text) or not value.whole:
            self.checker.open(value.place, f"the name of an attribute of {model.name}")
        elif not self._has(model, value.text, instance=True):
            doing = ", so nothing is stored" if call.name == "setattr" else ""
            self.member(model, value.text, value.place, doing)

    def _sends(self, call: Called, scope: Scope) -> None:
        if call.name not in SENDS or not call.node.args:
            return
        value = self.source.value(call.node.args[0], scope.lookup)
        if call.name == "SQL" and isinstance(value, Text):
            value = self.source.filled(value, BRACES, value.place)  # psycopg's own format
        if isinstance(value, Text) and is_sql(value.text):
            sure = Sure(Certainty.CERTAIN, f"the names stand in a statement that {call.name}() takes")
            check_sql(self.checker, value, sure)
            if writes(value.text):
                self.written[id(call.node)] = written_table(value.text)
        elif isinstance(value, Unknown) and self._is_statement(call, scope):
            self.checker.open(value.place, f"a statement that is handed to {call.name}()")

    def _is_statement(self, call: Called, scope: Scope) -> bool:
        """Whether what is handed over is SQL that was made elsewhere, and not a `select()` that is read where it stands."""
        if call.owner is None:
            return call.name == "text" and "text" in self.module.names
        if call.name == "text" or not DATABASE.search(call.owner):
            return False
        given: ast.expr | None = call.node.args[0]
        if isinstance(given, ast.Name):
            given = scope.lookup(given.id)
        if isinstance(given, ast.Call):
            root, inner = unwound(given)
            return root is None and inner[0].name.rpartition(".")[2] not in {*STARTS, "text", "SQL", "union", "union_all"}
        return not isinstance(given, (ast.Attribute, ast.Subscript)) or call.name in ("exec_driver_sql", "executemany")

    def _supabase(self, node: ast.Call, root: ast.expr | None, calls: Sequence[Called], scope: Scope) -> bool:
        name = dotted(root) or ""
        builder = scope.builders.get(name)
        at = next((at for at, one in enumerate(calls) if one.name in (*TABLE_METHODS, "rpc")), None)
        made = scope.lookup(name)
        created = isinstance(made, ast.Call) and (dotted(made.func) or "").rpartition(".")[2] in (
            "create_client", "acreate_client", "create_async_client",
        )  # fmt: skip
        if builder is None and (
            at is None or not (SUPABASE.search(name.rpartition(".")[2]) or created) or "storage" in name
        ):
            return False
        state = builder or Builder()
        steps = [
            Call(
                one.name, self.source.place(one.node), tuple(self.source.value(arg, scope.lookup) for arg in one.node.args)
            )
            for one in calls
        ]
        postgrest.follow(
            self.checker,
            state,
            steps,
            Sure(Certainty.CERTAIN, f"the names stand in the code, and {name} is a client of Supabase"),
        )
        if state.begun and state.wrote:
            self.written[id(node)] = state.table
        if state.begun:
            self.kept[id(node)] = state
        return True

    def _django(self, root: ast.expr | None, scope: Scope) -> Model | None:
        """The model of `User.objects`."""
        if not isinstance(root, ast.Attribute) or isinstance(root.ctx, ast.Store):
            return None
        model = self.model(root.value, scope)
        return model if model is not None and model.sort == "django" else None

    def _django_chain(self, node: ast.Call, model: Model, calls: Sequence[Called], scope: Scope) -> None:
        looking = django_lookups.Looking(self.checker, self.models, self.module, model)
        for call in calls:
            inside = [one for argument in call.node.args for one in ast.walk(argument) if isinstance(one, ast.Call)]
            entries = list(self._keywords(call.node, scope)) if call.name in django_lookups.BY_KEYWORD else []
            for one in inside:
                if (dotted(one.func) or "").rpartition(".")[2] == "Q" and call.name in django_lookups.BY_KEYWORD:
                    entries += self._keywords(one, scope)
            texts = [self.source.value(one, scope.lookup) for one in call.node.args]
            looking.step(call.name, entries, texts)
            for entry, owner, member in looking.columns:
                self.compared(owner, member, entry.value)
            looking.columns.clear()
            if call.name in django_lookups.WRITES:
                self.written[id(node)] = model.table

    def _sqlalchemy(self, node: ast.Call, root: ast.expr | None, calls: Sequence[Called], scope: Scope) -> None:
        subject: list[Model] = []
        unknown = False
        if isinstance(root, ast.Attribute) and root.attr == "query":
            model = self.model(root.value, scope)
            subject = [model] if model is not None else []
        table = self.model(root, scope) if root is not None else None
        if table is not None and table.sort == "table":
            subject = [table]
        for call in calls:
            if call.name in ("select", "query", "update", "insert", "delete", "select_from", "join", "outerjoin"):
                named = [self.model(one, scope) for one in call.node.args[:4]]
                found = [one for one in named if one is not None]
                if call.name in ("join", "outerjoin", "select_from") and not found:
                    unknown = True
                subject += found
            elif call.name == "filter_by" and subject and not unknown:
                for entry in self._keywords(call.node, scope):
                    holder = next((one for one in subject[::-1] if entry.key in one.members), subject[-1])
                    member = self.member(holder, entry.key, entry.place, " to filter by")
                    self.compared(holder, member, entry.value)
            elif call.name in ("values", "on_conflict_do_update") and subject:
                self._assigned(subject[0], call, scope)
            elif call.name == "update" and len(subject) == 1 and calls[0] is not call:
                self._rows(subject[0], [self.source.value(one, scope.lookup) for one in call.node.args[:1]])
            elif call.name in ("in_", "notin_", "not_in", "is_", "is_not", "is_distinct_from") and call.node.args:
                model, member = (
                    self._of_column(call.node.func.value, scope)
                    if isinstance(call.node.func, ast.Attribute)
                    else (None, None)
                )
                if model is not None and member is not None:
                    self.compared(model, member, self.source.value(call.node.args[0], scope.lookup))
        last = calls[-1].name
        session = re.search(r"session|\bdb\b|uow|conn", dotted(root) or "", re.IGNORECASE) is not None
        if last in swallowed_python.SESSION and session:
            self.written[id(node)] = subject[0].table if subject else ""
        elif last in ("save", "asave", "delete", "adelete") and isinstance(root, ast.Name) and root.id in scope.instances:
            self.written[id(node)] = scope.instances[root.id].table
        elif last in ("execute", "scalar", "scalars") and session:
            for one in calls[-1].node.args[:1]:
                _, inner = unwound(one) if isinstance(one, ast.Call) else (None, [])
                if inner and inner[0].name in ("insert", "update", "delete") and inner[0].node.args:
                    model = self.model(inner[0].node.args[0], scope)
                    self.written[id(node)] = model.table if model is not None else ""

    def _assigned(self, model: Model, call: Called, scope: Scope) -> None:
        for entry in self._keywords(
            call.node, scope, skip=("index_elements", "constraint", "where", "index_where", "set_")
        ):
            member = self.member(model, entry.key, entry.place, " to give a value")
            self.compared(model, member, entry.value)
        rows = [self.source.value(one, scope.lookup) for one in call.node.args]
        rows += [self.source.value(one.value, scope.lookup) for one in call.node.keywords if one.arg == "set_"]
        self._rows(model, rows)

    def _rows(self, model: Model, rows: Sequence[Value]) -> None:
        for row in rows:
            for one in row.items if isinstance(row, Items) else (row,):
                for entry in one.entries if isinstance(one, Mapping) else ():
                    # Core takes the names of columns, the ORM those of attributes
                    if not any(member.column == entry.key for member in model.members.values()):
                        member = self.member(model, entry.key, entry.place, " to give a value")
                    else:
                        member = next(member for member in model.members.values() if member.column == entry.key)
                    self.compared(model, member, entry.value)
                if isinstance(one, Unknown):
                    self.checker.open(one.place, f"what is written to {model.name}")
