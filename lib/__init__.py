"""Neural networks in NumPy, written to be read: the package behind the book."""
