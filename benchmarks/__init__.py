"""How fast the library is, as ratios measured side by side in one process."""
