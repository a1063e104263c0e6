"""Neural networks in NumPy, written to be read: the package behind the book.

- ``lib.nn``         layers, activations and losses, with PyTorch's names
- ``lib.optim``      the rules that turn gradients into steps
- ``lib.gradcheck``  no gradient is believed until it is checked
- ``lib.classic``    the models that came before layers
- ``lib.data``       data sets and the loader that cuts them into batches
- ``lib.train``      the training loop
- ``lib.plot``       the figures of the book
- ``lib.widgets``    the explorables
- ``lib.exercises``  the checks behind the exercises
"""

__version__ = "0.1.0"
