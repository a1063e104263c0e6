"""What a gradient check found, in words that a page can show."""

from dataclasses import dataclass

import numpy as np

MAX_KINKS = 0.1


@dataclass(frozen=True)
class ArrayCheck:
    """One array of derivatives: claimed (analytic) and measured (numeric), at the worst entry.

    ``error`` is |a - n| / (max(|a|, |n|) + atol/rtol), the relative error with a floor for slopes
    that are too small to be measured. The array passes if it is at most rtol. ``kinks`` entries
    were not compared, because the function has two slopes there and the claim fits between them.
    """

    name: str
    shape: tuple
    error: float
    index: tuple
    analytic: float
    numeric: float
    largest: float
    measurable: bool
    hint: str
    kinks: int = 0

    @classmethod
    def compare(cls, name, analytic, numeric, at_kink, rtol, atol):
        """Compare two arrays entry by entry; leave out those at a kink, if they are few."""
        if analytic.shape != numeric.shape:
            raise GradcheckError(
                f"the gradient of {name} has shape {analytic.shape}; expected {numeric.shape}, "
                f"the shape of {name}."
            )
        if analytic.size == 0:
            return cls(name, analytic.shape, 0.0, (), 0.0, 0.0, 0.0, True, "")
        kinks = int(at_kink.sum())
        if few := kinks <= MAX_KINKS * numeric.size:
            numeric = np.where(at_kink, analytic, numeric)
        a, n = analytic, numeric
        finite = np.isfinite(a) & np.isfinite(n)
        with np.errstate(invalid="ignore", over="ignore", under="ignore"):
            error = np.abs(a - n) / (np.maximum(np.abs(a), np.abs(n)) + atol / rtol)
        error = np.where(finite, error, np.inf)
        index = tuple(int(i) for i in np.unravel_index(np.argmax(error), a.shape))
        hint = _hint(a, n, rtol, atol) if error[index] > rtol else ""
        if not few:
            hint = (
                f"{kinks} of {a.size} entries are at a kink, where the slopes to both sides differ:"
                " move the input."
            )
        return cls(
            name=name,
            shape=a.shape,
            error=float(error[index]),
            index=index,
            analytic=float(a[index]),
            numeric=float(n[index]),
            largest=float(np.max(np.abs(np.where(finite, n, 0)))),
            measurable=bool(np.max(np.abs(np.where(finite, n, 0))) > 100 * atol),
            hint=hint,
            kinks=kinks,
        )

    @property
    def where(self):
        """The worst entry as one would index it, such as "w[3]"."""
        return f"{self.name}{list(self.index)}" if self.index else self.name


class Report:
    """The outcome of a gradient check, one ArrayCheck for each array.

    Attributes
    ----------
    arrays : list of ArrayCheck
    worst : ArrayCheck
        The one that holds the largest error.
    max_error : float
    passed : bool
    """

    def __init__(self, arrays, rtol):
        self.arrays = arrays
        self.rtol = rtol
        self.worst = max(arrays, key=lambda array: array.error)
        self.max_error = self.worst.error
        self.passed = self.max_error <= rtol

    def __repr__(self):
        count = sum(int(np.prod(array.shape)) for array in self.arrays)
        if self.passed:
            head = f"gradcheck passed: {count} derivatives agree to {self.rtol:g}"
        else:
            worst = self.worst
            head = (
                f"gradcheck FAILED: {worst.where} claimed {worst.analytic:.4g}, "
                f"measured {worst.numeric:.4g}"
            )
        names = max(len(array.name) for array in self.arrays)
        shapes = max(len(str(array.shape)) for array in self.arrays)
        lines = [head]
        for array in self.arrays:
            line = f"  {array.name:<{names}}  {array.shape!s:<{shapes}}  "
            if array.error > self.rtol:
                line += "WRONG"
            elif array.measurable:
                line += f"largest {array.largest:.4g}"
                if array.kinks:
                    line += f", {array.kinks} at a kink not compared"
            else:
                line += "all too small to measure: this says little, try larger inputs"
            lines.append(line)
        return "\n".join(lines)


class GradcheckError(AssertionError):
    """A derivative is wrong. ``report`` has the whole comparison, where there was one."""

    def __init__(self, problem):
        self.report = problem if isinstance(problem, Report) else None
        if self.report is not None:
            worst = problem.worst
            others = [a.name for a in problem.arrays if a.error > problem.rtol and a is not worst]
            problem = (
                f"{worst.where}: claimed {worst.analytic:.4g}, measured {worst.numeric:.4g}."
                + (f" {worst.hint}" if worst.hint else "")
                + (f" Also wrong: {', '.join(others)}." if others else "")
            )
        super().__init__(problem)


def _hint(a, n, rtol, atol):
    """Return what the whole array suggests: mistakes of one kind leave one trace."""

    def agree(x, y):
        return np.all(np.abs(x - y) <= 100 * (rtol * np.abs(y) + atol))

    if not np.isfinite(a).all():
        return "The claim is not a number there."
    if not np.isfinite(n).all():
        return "The function is not a number near there."
    if not n.any():
        return "The function does not move at all: does it read its argument, or another variable?"
    if not a.any():
        return "The claim is zero everywhere: was a term forgotten?"
    if agree(-a, n):
        return "The sign is wrong."
    if a.ndim == 2 and a.shape[0] == a.shape[1] and agree(a.T, n):
        return "It is right when transposed."
    factor = (a * n).sum() / (n * n).sum()
    if a.size > 1 and agree(a, factor * n):
        return f"Every entry is {factor:.4g} times the measured one: is a factor missing?"
    if a.size > 1 and agree(a - n, (a - n).mean()):
        return "Every entry is off by the same amount."
    return ""
