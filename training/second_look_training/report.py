"""Collects measured figures and writes them: one JSON of everything, the targets, and the cards' Measured sections."""

import json
import math
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from .controls import MOST, ControlFigures

COMMAND = "python -m second_look_training evaluate"
TOGETHER = "together"
"""In place of a detector's name: all detectors, fused."""
COMPARATOR = "comparator"
"""Begins the name of a network that is only compared with."""
EARLIER = "Measured at an earlier reading."
LEAST_GROUP = 300
"""Groups with fewer samples are reported as not established."""


@dataclass(frozen=True)
class Row:
    """One measured figure."""

    section: str
    by: str
    """The detector that was measured, `together`, or a comparator."""
    name: str
    value: float | None = None
    """None: not established."""
    n: int = 0
    low: float | None = None
    """95 % interval."""
    high: float | None = None
    target: str | None = None
    met: bool | None = None
    bound: str = ""
    """What limits the figure where its target is missed."""
    controls: str = ""
    """The control that tells the same classes apart best."""
    note: str = ""
    front: bool = False
    """Goes to the targets file, too."""


@dataclass
class Report:
    """The figures in the order in which they were measured, and tables of their own shape."""

    rows: list[Row] = field(default_factory=list)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(
        self,
        section: str,
        by: str,
        name: str,
        value: float,
        n: int,
        *,
        interval: tuple[float, float] | None = None,
        controls: ControlFigures | None = None,
        rivals: bool = True,
        least: float | None = None,
        most: float | None = None,
        bound: str = "",
        note: str = "",
        front: bool = False,
    ) -> None:
        """Record a figure; with `least` or `most` it has a target, which a control that does as well makes it miss.

        `rivals` is false where the controls' AUC is no rival of the figure, only said beside it.

        A figure that could not be measured (NaN) is left out, unless it has a target: then it counts as missed.
        """
        unknown = math.isnan(value)
        aimed = least is not None or most is not None
        if unknown and not aimed:
            return
        target = None if not aimed else (f"at least {least:g}" if least is not None else f"at most {most:g}")
        met = None
        reason = ""
        if aimed:
            met = not unknown and (value >= least if least is not None else value <= most)
            if met and rivals and controls and controls.worst[1] >= value:
                met, reason = False, f"The control {controls.worst[0]} alone reaches {controls.worst[1]:.3f}."
            elif not met:
                reason = "There was nothing to measure it on." if unknown else bound
        low, high = (None, None) if interval is None or math.isnan(interval[0]) else interval
        self.rows.append(
            Row(
                section,
                by,
                name,
                0.0 if unknown else _rounded(value),
                n,
                None if low is None else _rounded(low),
                None if high is None else _rounded(high),
                target,
                met,
                reason,
                "" if controls is None else describe_controls(controls),
                note,
                front or aimed,
            )
        )

    def not_established(self, section: str, by: str, name: str, why: str) -> None:
        """Record that something is not known."""
        self.rows.append(Row(section, by, name, None, 0, note=why))

    def keep(self, path: Path, named: str) -> None:
        """Take over figures of an earlier report that need weights which this run was not given."""
        measured = {(row.by, row.name) for row in self.rows}
        for line in json.loads(path.read_text(encoding="utf-8"))["figures"]:
            row = Row(**line)
            if named in row.name and (row.by, row.name) not in measured:
                note = row.note if row.note.endswith(EARLIER) else f"{row.note} {EARLIER}"
                self.rows.append(replace(row, note=note))

    def table(self, name: str, line: dict[str, Any]) -> None:
        """Add a line to a named table."""
        self.tables.setdefault(name, []).append(line)

    def write_all(self, path: Path, about: dict[str, Any]) -> None:
        """Everything, as JSON."""
        document = about | {"figures": [_kept(asdict(row)) for row in self.rows]} | self.tables
        path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def write_targets(self, path: Path) -> None:
        """The chief figures, in the shape that the README's table reads."""
        lines = []
        for row in self.rows:
            if row.front:
                line = {"name": f"{row.by}: {row.name}", "target": row.target, "value": row.value, "met": row.met}
                line |= {"n": row.n, "command": COMMAND}
                extra = {
                    "low": row.low,
                    "high": row.high,
                    "controls": row.controls,
                    "note": row.note,
                    "bound": row.bound,
                }
                lines.append(line | _kept(extra))
        path.write_text(json.dumps(lines, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def print(self) -> None:
        """One line a figure."""
        for row in self.rows:
            print(f"{row.by}: {row.name} = {_value(row)} {_interval(row)} n {row.n} {_remarks(row)}", flush=True)


def describe_controls(controls: ControlFigures) -> str:
    """The strongest control in words."""
    name, value, low = controls.worst
    return f"{name} {value:.3f} (at least {low:.3f})" + (f", above {MOST}" if controls.exceeded else "")


def fill_card(card: Path, detector: str, report: Report, plots: dict[str, str]) -> None:
    """Replace what stands between `## Measured` and the next `## `; `plots` maps captions to addresses."""
    text = card.read_text(encoding="utf-8")
    before, rest = text.split("## Measured\n", 1)
    after = rest[rest.index("\n## ") :]
    card.write_text(f"{before}## Measured\n\n{measured_section(detector, report, plots)}\n{after}", encoding="utf-8")


def measured_section(detector: str, report: Report, plots: dict[str, str]) -> str:
    """Markdown: what the detector did alone and together with the others, by section, then the plots."""
    parts = [
        f"Written by `{COMMAND}`; everything is in [evaluation.json](../../../docs/detectors/evaluation.json), "
        "the targets in `docs/targets/detectors.json`. Intervals are 95 %: bootstrap by source, person or pair for "
        "AUCs and shares of pairs, Clopper–Pearson for rates. _Controls_ names what tells the same classes apart best "
        "without looking for traces, with the lower end of its interval; `together` is all detectors fused."
    ]
    sections = dict.fromkeys(row.section for row in report.rows)
    for section in sections:
        rows = [row for row in report.rows if row.section == section and row.by in (detector, TOGETHER)]
        rows += [row for row in report.rows if row.section == section and row.by.startswith(COMPARATOR)]
        if any(row.by in (detector, TOGETHER) for row in rows):
            parts += [f"### {section}", _table(rows)]
    parts += [f"![{caption}]({address})" for caption, address in plots.items()]
    return "\n\n".join(parts)


def _table(rows: list[Row]) -> str:
    cells = [["What", "By", "Value", "Interval", "n", "Target", "Controls", "Note"]]
    for row in rows:
        target = "" if row.target is None else f"{row.target}: {'met' if row.met else 'missed'}"
        cells.append([row.name, row.by, _value(row), _interval(row), str(row.n), target, row.controls, _remarks(row)])
    used = [column for column in range(len(cells[0])) if any(line[column] for line in cells[1:])]
    cells = [[line[column] for column in used] for line in cells]
    widths = [max(3, *(len(line[column]) for line in cells)) for column in range(len(used))]
    cells.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in cells
    )


def _value(row: Row) -> str:
    return "not established" if row.value is None else f"{row.value:g}"


def _interval(row: Row) -> str:
    return "" if row.low is None else f"{row.low:.3f} to {row.high:.3f}"


def _remarks(row: Row) -> str:
    return " ".join(filter(None, [row.note, row.bound]))


def _kept(line: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing."""
    # Not `in (None, False)`: nought is a figure, and equals False.
    says = {key: not (value is None or value is False or value == "") for key, value in line.items()}
    return {key: value for key, value in line.items() if says[key] or key in ("met", "value")}


def _rounded(value: float) -> float:
    return round(float(value), 4)
