"""What a reader reads as sentences in a markdown cell: no code, formulas, options or quotations."""

import re

FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})\s*(.*)$")
DIRECTIVE = re.compile(r"\{([\w:-]+)\}")
NOT_PROSE = {"code", "code-block", "code-cell", "math", "literalinclude", "bibliography"}
OPTION = re.compile(r"^\s*:[\w-]+:( |$)")
INLINE = re.compile(
    r"<!--.*?-->|\$\$.*?\$\$|`[^`]*`|(?<!\\)\$[^$]*\$|\]\([^)]*\)|“[^”]*”|\"[^\"\n]*\"", re.S
)


def prose(source):
    """Return the sentences of a markdown cell.

    Examples
    --------
    >>> prose("Look at `just` and $x$.")
    'Look at   and  .'
    >>> prose("```python\\njust = 1\\n```\\nA word.\\n> just a quotation")
    'A word.'
    >>> prose("```{admonition} Title\\n:class: tip\\nInside.\\n```")
    'Title\\nInside.'
    """
    kept = []
    fences = []  # The open fences from the outside in: (marker, whether its body is prose).
    for line in source.split("\n"):
        found = FENCE.match(line)
        if found and fences and not found[2] and found[1].startswith(fences[-1][0]):
            fences.pop()
            continue
        inside_prose = all(is_prose for _, is_prose in fences)
        if found and inside_prose:
            directive = DIRECTIVE.match(found[2])
            fences.append((found[1], bool(directive) and directive[1] not in NOT_PROSE))
            if fences[-1][1]:
                kept.append(found[2][directive.end() :].strip())
        elif inside_prose and not line.lstrip().startswith(">") and not OPTION.match(line):
            kept.append(line)
    return INLINE.sub(" ", "\n".join(kept))
