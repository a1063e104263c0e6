"""Settings of every test run; the notebooks in ``chapters/`` are tests too."""

pytest_plugins = ["tests.notebooks.nbval_book"]
