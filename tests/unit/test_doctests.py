"""Every example in a docstring of the library runs and gives what it says."""

import doctest
import importlib
import inspect
import pkgutil
from importlib.metadata import version

import pytest

import lib
from lib import nn

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(lib.__path__, "lib.") if not module.ispkg
)


@pytest.mark.usefixtures("fresh_figures")
@pytest.mark.parametrize("name", MODULES)
def test_examples_in(name):
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert result.failed == 0, f"{result.failed} of {result.attempted} examples; see the output"


def test_every_layer_loss_and_function_of_nn_shows_an_example():
    public = [getattr(nn, name) for name in nn.__all__ if name != "Loss"]
    classes = [thing for thing in public if inspect.isclass(thing)]
    own = [
        f
        for module in (nn.functional, nn.init)
        for name, f in inspect.getmembers(module, inspect.isfunction)
        if f.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert own
    without = [thing.__name__ for thing in classes + own if ">>>" not in (thing.__doc__ or "")]
    assert without == []


def test_the_package_says_the_version_that_is_installed():
    assert lib.__version__ == version("deep-learning-you-can-touch")
