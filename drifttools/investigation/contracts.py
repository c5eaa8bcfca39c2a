"""The API contracts of a project: described by its own interpreter, compared here. No database is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drifttools.code.contracts import compare_contracts
from drifttools.errors import CodeError, DriftToolsError
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.investigation import files
from drifttools.investigation.coding import CODE_GROUP
from drifttools.investigation.shown_code import ShownCode, shown_code
from drifttools.model.code import Certainty, CodeScan, Unchecked
from drifttools.model.verdict import Check, State

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking


def contracts(inv: Asking, modules: tuple[str, ...], *, keep: bool) -> ShownCode:
    """Compare the contracts; see `Asking.contracts`."""
    scan = _compared(inv, modules or _configured(inv))
    if keep and inv.incident:
        inv.folder.write(files.CONTRACTS, scan)
        told = f"contracts: {len(scan.findings)} findings, {len(scan.unchecked)} could not be checked"
        inv.folder.note(inv.clock(), told, files.CONTRACTS)
    return shown_code(scan)


def keep_contracts(inv: Asking, file: str) -> CodeScan | None:
    """Compare the contracts that `[contracts]` of `drift.toml` names, if it names some, and keep the answer in the folder.

    Where the project cannot be imported, the audit of the schema is whole, and the contracts could not be checked.
    """
    chosen = _configured(inv)
    if not chosen:
        return None
    try:
        scan = _compared(inv, chosen)
    except DriftToolsError as problem:
        inv.say(f"the contracts were not compared: {problem.what}")
        unread = Unchecked("file", chosen[0], 1, 1, f"the contracts were not compared: {problem.what}")
        scan = CodeScan(unchecked=(unread,), paths=chosen)
    inv.folder.write(file, scan)
    return scan


def check_contracts_after(inv: Asking) -> tuple[Check, ...]:
    """Compare the contracts again for a verification, where the audit did; what is said otherwise now is named beside."""
    if not inv.folder.has(files.CONTRACTS):
        return ()
    before = inv.folder.read(CodeScan, files.CONTRACTS, needs="drift audit")
    after = keep_contracts(inv, files.CONTRACTS_AFTER)
    if after is None:
        return ()
    known = {(one.id, one.sentence) for one in before.findings}
    still = [one for one in after.failing(Certainty.LIKELY) if (one.id, one.sentence) in known]
    other = [one for one in after.failing(Certainty.LIKELY) if (one.id, one.sentence) not in known]
    unread = [one.what for one in after.unchecked if one.sort == "file"]
    told = [f"still there: {', '.join(one.place for one in still)}"] if still else []
    told += [f"now: {one.sentence} ({one.place})" for one in other] + unread
    state = State.PARTIAL if still else State.NOT_RUN if unread else State.PASS
    name = "answers no longer ask for what the models lack"
    return (Check(CODE_GROUP, name, state, "0 places", f"{len(still)} places", "drift contracts", "; ".join(told)),)


def _configured(inv: Asking) -> tuple[str, ...]:
    settings = inv.config.contracts
    return tuple(dict.fromkeys((*settings.schemas, *settings.models)))


def _compared(inv: Asking, chosen: tuple[str, ...]) -> CodeScan:
    if not chosen:
        raise CodeError(
            "nothing says where the schemas and the models are",
            hint='drift contracts PACKAGE, or schemas = ["app.schemas"] and models = ["app.models"] under [contracts]',
        )
    context = Context.of(inv.config, progress=inv.say, cache=False)
    inv.say(f"importing {', '.join(chosen)}")
    answer = run_script(
        "describe_contracts.py", chosen, context=context, cwd=context.root, what=f"contracts {' '.join(chosen)}"
    )
    _show_places(answer, context)
    if not answer["schemas"] or not answer["models"]:
        absent = [name for name, there in (("Pydantic", answer["schemas"]), ("SQLAlchemy", answer["models"])) if not there]
        why = "; ".join(f"{one['module']}: {one['message']}" for one in answer["unread"])
        raise CodeError(
            f"{', '.join(chosen)} {'has' if len(chosen) == 1 else 'have'} no models of {' and none of '.join(absent)}"
            + (f" ({why})" if why else ""),
            hint="name the packages that hold both: drift contracts app.schemas app.models",
        )
    return compare_contracts(answer, inv.config.contracts.pairs, chosen)


def _show_places(answer: dict[str, Any], context: Context) -> None:
    """Files as people write them, wherever they stand in the answer."""
    for sort in ("schemas", "models", "unread", "endpoints"):
        for one in answer[sort]:
            one["file"] = context.shown(one["file"]) if one.get("file") else ""
            for inner in one.get("fields", ()):
                inner["file"] = context.shown(inner["file"]) if inner["file"] else ""
