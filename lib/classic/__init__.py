"""What came before layers: models written as one class each, in the form of their first papers."""

from lib.classic.logistic_regression import LogisticRegression

__all__ = ["LogisticRegression"]
