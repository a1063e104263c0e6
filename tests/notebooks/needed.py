"""Which cells of a notebook some others need: found from the names that they set and use."""

import ast
import symtable

# Calls that show or judge something and leave it as it is.
SHOWING = {"check", "gradcheck", "plot", "plt", "print", "report"}


def names(source):
    """Return what a cell sets, what it changes in place, what it uses, and what is used later.

    Parameters
    ----------
    source : str
        The text of a code cell.

    Returns
    -------
    tuple of four sets of str
        Names that the cell sets; names of things that it changes (``a[0] = 1``, ``a.b = 1``,
        ``f(a)`` or ``a.f()`` for its effect); names that it uses; names that its functions will
        use when they are called.
    """
    table = symtable.symtable(source, "cell", "exec")
    sets = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    uses = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    later, tables = set(), table.get_children()
    while tables:
        one = tables.pop()
        tables += one.get_children()
        later |= {s.get_name() for s in one.get_symbols() if s.is_referenced() and s.is_global()}
    changes = set()
    for node in outside_functions(ast.parse(source)):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            changes |= inside(node.value)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            changes |= inside(node.value) if not inside(node.value.func) & SHOWING else set()
    return sets, changes, uses, later


def outside_functions(tree):
    """Yield the nodes of a tree, but nothing of what functions and classes do when called."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def inside(tree):
    """Return all names in a tree."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def needed(sources, wanted):
    """Return which cells have to run, in order, so that the wanted ones find what they use.

    Parameters
    ----------
    sources : dict of int to str
        The code cells: position to text.
    wanted : set of int
        Positions of the cells that must run.

    Returns
    -------
    set of int
        The wanted ones, and those before them that they need, one by way of another.
    """
    parts = {position: names(source) for position, source in sources.items()}
    found, open_names = set(), set()
    for position in sorted(sources, reverse=True):
        sets, changes, uses, later = parts[position]
        if position in wanted or open_names & (sets | changes):
            found.add(position)
            # What is set from itself comes from farther up as well.
            open_names = (open_names - (sets - uses)) | uses | later
            # A function that is used here needs what is set between its definition and here.
            for name in uses:
                for at in range(position):
                    if at in parts and name in parts[at][0]:
                        open_names |= parts[at][3]
    return found
