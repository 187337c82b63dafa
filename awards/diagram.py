"""docs/workflow.md, generated from the table: a diagram and the rows in words."""

from awards import workflow
from awards.states import FINAL, State

HEAD = """# The way of a nomination

Generated from `awards/workflow.py` by `manage.py document_workflow`; do not edit. A test compares
it.

A dossier has one holder unit. A move is open when the dossier is in the state on the left and the
guard holds; whoever has one of the roles at the holder (or, to take it back, at the sender) makes
it.

```mermaid
stateDiagram-v2
"""


def page() -> str:
    lines = [HEAD + "    [*] --> draft"]
    lines += [f"    {source} --> {target}: {names}" for source, target, names in arrows()]
    lines += [f"    {state} --> [*]" for state in FINAL]
    lines += [
        "```",
        "",
        "| move | from | to | who | where | when | goes to | asks for |",
        "|" + "---|" * 8,
    ]
    lines += [row(step) for step in workflow.TRANSITIONS]
    lines += ["", "## States", ""]
    lines += [f"- `{state}`: {state.label}" for state in State]
    return "\n".join(lines) + "\n"


def arrows() -> list[tuple[str, str, str]]:
    names: dict[tuple[str, str], list[str]] = {}
    for step in workflow.TRANSITIONS:
        names.setdefault((step.source, step.target), []).append(step.name)
    return [(source, target, ", ".join(found)) for (source, target), found in names.items()]


def row(step: workflow.Transition) -> str:
    asks = [name.replace("_", " ") for name in step.writes] + (
        ["a reason"] if step.needs_note else []
    )
    cells = [
        step.name,
        step.source,
        step.target,
        ", ".join(step.roles),
        step.place,
        ", ".join(guard.__name__.replace("_", " ") for guard in step.when),
        step.holder.__name__,
        ", ".join(asks),
    ]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
