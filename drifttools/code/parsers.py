"""The parsers of other languages, from the extra `code`: imported when they are needed, and told when they are absent."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from drifttools.errors import CodeError

EXTRA = "pip install 'drifttools[code]'"


@cache
def parser_of_sql() -> Any:
    """libpg_query, PostgreSQL's parser as a library, with the functions that postgast declares for it.

    Raises:
        CodeError: It is not installed.
    """
    try:
        # postgast calls this module its own business: so pyproject.toml holds its version below the next one
        from postgast.native import lib
    except (ImportError, OSError) as problem:
        raise CodeError("SQL in code is read by postgast, which is not installed", hint=EXTRA) from problem
    return lib


@cache
def parser_of(grammar: str) -> Any:
    """A tree-sitter parser.

    Args:
        grammar: `typescript`, `tsx` or `javascript`.

    Raises:
        CodeError: It is not installed.
    """
    try:
        import tree_sitter
        import tree_sitter_javascript
        import tree_sitter_typescript
    except ImportError as problem:
        raise CodeError(
            f"TypeScript and JavaScript are read by tree-sitter, and {problem.name} is not installed", hint=EXTRA
        ) from problem
    languages: dict[str, Callable[[], Any]] = {
        "typescript": tree_sitter_typescript.language_typescript,
        "tsx": tree_sitter_typescript.language_tsx,
        "javascript": tree_sitter_javascript.language,
    }
    return tree_sitter.Parser(tree_sitter.Language(languages[grammar]()))
