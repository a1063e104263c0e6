"""Sequential: modules one after the other."""

from lib.nn.module import Module


class Sequential(Module):
    """Modules one after the other: y = fₖ(… f₂(f₁(x))).

    ``backward`` walks the same road in reverse, which is the chain rule. The modules are named
    "0", "1", …, so a first Linear's weight is "0.weight".

    Examples
    --------
    >>> from lib.nn import Linear, ReLU
    >>> model = Sequential(Linear(2, 3, rng=0), ReLU(), Linear(3, 1, rng=1))
    >>> model
    Sequential(
      (0): Linear(in_features=2, out_features=3, bias=True)
      (1): ReLU()
      (2): Linear(in_features=3, out_features=1, bias=True)
    )
    >>> list(model.state_dict())
    ['0.weight', '0.bias', '2.weight', '2.bias']
    """

    def __init__(self, *modules):
        for module in modules:
            if not isinstance(module, Module):
                raise TypeError(f"Sequential takes modules; got {module!r}.")
        if len({id(module) for module in modules}) < len(modules):
            raise ValueError(
                "Sequential got the same module twice. A module remembers one forward pass, so "
                "give each place its own; two modules may share one Parameter."
            )
        for i, module in enumerate(modules):
            setattr(self, str(i), module)

    def forward(self, x):
        """Pass x through the modules in order."""
        for module in self:
            x = module(x)
        return x

    def backward(self, grad_out):
        """Pass the gradient through the modules in reverse order."""
        if not self.input_grad:
            return self._backward_to_first_parameters(grad_out)
        for module in reversed(list(self)):
            grad_out = module.backward(grad_out)
        return grad_out

    def _backward_to_first_parameters(self, grad_out):
        """Go back no further than to the first module that learns."""
        learns = [any(True for _ in module.parameters()) for module in self]
        if not any(learns):
            return None
        first, *rest = self[learns.index(True) :]
        for module in reversed(rest):
            grad_out = module.backward(grad_out)
        with first.no_input_grad():
            return first.backward(grad_out)

    def __iter__(self):
        return self.children()

    def __len__(self):
        return sum(1 for _ in self)

    def __getitem__(self, index):
        modules = list(self)[index]
        return Sequential(*modules) if isinstance(index, slice) else modules
