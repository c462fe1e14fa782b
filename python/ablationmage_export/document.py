"""The study as AblationMage hands it over: `src/reports/export/export-document.ts` in Python's types."""

import json
from typing import Dict, List, NamedTuple, Optional, TypedDict, Union, cast

Cell = Union[str, float, None]
Parameters = Dict[str, Union[str, float]]


class Point(TypedDict):
    """One value of a series."""

    step: int
    value: float


class Series(TypedDict):
    """How a metric went during one run, steps ascending."""

    name: str
    points: List[Point]


class Value(TypedDict):
    """One number of a run or of the summary."""

    name: str
    value: float


class Table(TypedDict):
    """Numbers are numbers, what is absent is None."""

    name: str
    columns: List[str]
    rows: List[List[Cell]]


class TextFile(TypedDict):
    """A file of the report; the path is relative, with `/`."""

    path: str
    content: str


class _RunAlways(TypedDict):
    id: str
    name: str
    group: str
    labels: List[str]
    tags: Dict[str, str]
    parameters: Parameters
    provenance: Parameters
    series: List[Series]
    values: List[Value]


class Run(_RunAlways, total=False):
    """A trial at one seed; `failure` says why there is no number."""

    failure: str
    startedAtMs: int
    durationMs: float


class Summary(TypedDict):
    """The study as a whole."""

    markdown: str
    tags: Dict[str, str]
    parameters: Parameters
    values: List[Value]
    tables: List[Table]
    files: List[TextFile]


class Document(TypedDict):
    """All of it."""

    study: str
    startedAtMs: int
    durationMs: float
    summary: Summary
    runs: List[Run]
    shownValues: List[str]


class Written(NamedTuple):
    """What a module `to_NAME` answers: the version of its library, and what was not written as it is."""

    version: str
    notes: List[str]


def read_document(path: str) -> Document:
    """Reads what AblationMage wrote just before."""
    with open(path, encoding="utf-8") as file:
        return cast(Document, json.load(file))


def ended_at_ms(run: Run) -> Optional[int]:
    """When a run ended, where that is known."""
    started = run.get("startedAtMs")
    return None if started is None else int(started + run.get("durationMs", 0))
