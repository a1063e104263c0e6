"""Run all benchmarks: ``python -m benchmarks``."""

from threadpoolctl import threadpool_limits

from . import logistic, mlp
from .machine import describe


def main() -> None:
    """Print what this machine is, then one line a benchmark."""
    with threadpool_limits(limits=1):
        print(describe())
        print()
        for benchmark in (logistic, mlp):
            print(benchmark.run())


if __name__ == "__main__":
    main()
