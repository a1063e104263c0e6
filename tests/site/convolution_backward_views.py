"""The views of ConvolutionBackward by name, and how many steps each has in the simple case."""

VIEWS = {
    "dL/dx: each output sends": 4,
    "dL/dx: each square collects": 9,
    "dL/dx: filter not turned": 9,
    "dL/dw: the filter": 4,
    "dL/db: the bias": 4,
}
