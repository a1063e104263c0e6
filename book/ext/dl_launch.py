"""Buttons that open a chapter on Binder or Colab, once the book has a public address."""


def without_address_no_buttons(app, config):
    """Leave the buttons out: they would lead nowhere, and the theme fails on an empty address."""
    options = config.html_theme_options
    if not options.get("repository_url"):
        for name in ("repository_url", "repository_branch", "launch_buttons"):
            options.pop(name, None)


def setup(app):
    """Connect to Sphinx, before the theme reads its options."""
    app.connect("config-inited", without_address_no_buttons, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
