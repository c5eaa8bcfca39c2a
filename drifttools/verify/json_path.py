"""A value in an answer by its path: `items[0].owner.id`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def apart(body: str, wanted: Mapping[str, Any]) -> str:
    """Where an answer is not as wanted, in words; empty where it is. What stands there instead is not repeated.

    Args:
        body: What came back.
        wanted: Path to value.
    """
    if not wanted:
        return ""
    try:
        answer = json.loads(body)
    except ValueError:
        return "the answer is no JSON"
    told = []
    for path, value in wanted.items():
        found, there = _at(answer, path)
        if not there:
            told.append(f"{path} is not there")
        elif found != value or isinstance(found, bool) is not isinstance(value, bool):
            told.append(f"{path} is not {json.dumps(value, ensure_ascii=False)}")
    return ", ".join(told)


def _at(answer: Any, path: str) -> tuple[Any, bool]:
    for number, name in _STEP.findall(path):
        if number and isinstance(answer, list) and int(number) < len(answer):
            answer = answer[int(number)]
        elif name and isinstance(answer, dict) and name in answer:
            answer = answer[name]
        else:
            return None, False
    return answer, True
