"""The API contracts of a project: described by its own interpreter, compared here. No database is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drifttools.code.contracts import compare_contracts
from drifttools.errors import CodeError
from drifttools.expected.base import Context
from drifttools.expected.child import run_script
from drifttools.investigation import files
from drifttools.investigation.shown_code import ShownCode, shown_code

if TYPE_CHECKING:
    from drifttools.investigation.asking import Asking


def contracts(inv: Asking, modules: tuple[str, ...], *, keep: bool) -> ShownCode:
    """Compare the contracts; see `Asking.contracts`."""
    settings = inv.config.contracts
    chosen = modules or tuple(dict.fromkeys((*settings.schemas, *settings.models)))
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
    scan = compare_contracts(answer, settings.pairs, chosen)
    if keep and inv.incident:
        inv.folder.write(files.CONTRACTS, scan)
        told = f"contracts: {len(scan.findings)} findings, {len(scan.unchecked)} could not be checked"
        inv.folder.note(inv.clock(), told, files.CONTRACTS)
    return shown_code(scan)


def _show_places(answer: dict[str, Any], context: Context) -> None:
    """Files as people write them, wherever they stand in the answer."""
    for sort in ("schemas", "models", "unread", "endpoints"):
        for one in answer[sort]:
            one["file"] = context.shown(one["file"]) if one.get("file") else ""
            for inner in one.get("fields", ()):
                inner["file"] = context.shown(inner["file"]) if inner["file"] else ""
