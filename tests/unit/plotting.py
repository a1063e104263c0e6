"""What the tests of figures share: words of artists, and bowls to draw."""


def ravine(w):
    return w[:, 0] ** 2 + 9 * w[:, 1] ** 2


def round_bowl(w):
    return (w**2).sum(axis=1)


def words(artists):
    return [text.get_text() for text in artists]
