"""The data of the book: real data, made-up data, splits and mini-batches.

Every loader returns a ``Bunch``: arrays and texts by name, with ``DESCR`` (what the data are),
``units`` (what one number measures) and ``licence`` (what you may do with them).

=========================  =====================================================  =================
loader                     data                                                   chapter
=========================  =====================================================  =================
``load_logic``             truth tables of AND, OR, XOR, NAND                     1
``load_salaries``          years of work and monthly salary of five people        2
``load_digits``            1,797 handwritten digits, 8 x 8, real, no download     3, 5 to 12
``load_pet_shop``          four customers, three questions, one to predict        4
``make_blobs``             two round clouds of points in the plane                5
``make_separable``         two clouds that a line can separate                    5
``make_moons``             two half moons                                         5
``make_rings``             a disk and a ring around it                            5
``make_spiral``            two arms of a spiral                                   5
``make_xor``               four squares, opposite ones of the same class          5
``load_mnist``             70,000 handwritten digits, 28 x 28, real (download)    7, 13
``make_noisy_series``      a year of temperatures, for moving averages            10
``load_portrait``          a photograph of Grace Hopper, 128 x 128, no download   12
``make_waves``             sine waves, to be continued                            14
``load_chinese_sentence``  five words on which to work out a language model       14
``load_text``              short stories, or any text file, as numbers            14, 15
``make_copy``              repeat some symbols after a long wait                  15
``make_adding``            add two marked numbers of a long row                   15
``make_reber``             strings of the (embedded) Reber grammar                15
``load_tree_sentences``    ten sentences and phrases with their trees             16
``make_sentence_trees``    English sentences from a small grammar, for a parser   16
``make_negation_trees``    praise and blame, turned around by "not"               16
``make_expressions``       expressions with the value of every part               16
=========================  =====================================================  =================

To work with them: ``split`` into training, dev and test part; ``DataLoader`` for mini-batches of
rows, ``text_batches`` for those of a text; ``Shift``, ``Rotate``, ``Flip`` and ``Compose`` to show
pictures a little different each time; ``Vocabulary`` between text and numbers;
``tell_stories`` for more of the stories; ``read_idx`` and ``write_idx`` for files like MNIST's;
``Tree``, ``tree_from_brackets``, ``tree_to_brackets`` for one tree, ``join_trees`` and the
``Forest`` it makes for many; ``Bunch`` for data of your own.
"""

from .augment import Compose, Flip, Rotate, Shift
from .bunch import Bunch
from .digits import load_digits
from .idx import read_idx, write_idx
from .loader import DataLoader
from .mnist import load_mnist
from .planes import make_blobs, make_moons, make_rings, make_separable, make_spiral, make_xor
from .portrait import load_portrait
from .reber import make_reber
from .sequences import make_adding, make_copy, make_noisy_series, make_waves
from .split import split
from .stories import tell_stories
from .tables import load_logic, load_pet_shop, load_salaries
from .text import load_chinese_sentence, load_text, text_batches
from .trees import Forest, Tree, join_trees, tree_from_brackets, tree_to_brackets
from .trees_expressions import make_expressions
from .trees_negation import make_negation_trees
from .trees_sentences import load_tree_sentences, make_sentence_trees
from .vocabulary import Vocabulary

__all__ = [
    "Bunch",
    "Compose",
    "DataLoader",
    "Flip",
    "Forest",
    "Rotate",
    "Shift",
    "Tree",
    "Vocabulary",
    "join_trees",
    "load_chinese_sentence",
    "load_digits",
    "load_logic",
    "load_mnist",
    "load_pet_shop",
    "load_portrait",
    "load_salaries",
    "load_text",
    "load_tree_sentences",
    "make_adding",
    "make_blobs",
    "make_copy",
    "make_expressions",
    "make_moons",
    "make_negation_trees",
    "make_noisy_series",
    "make_reber",
    "make_rings",
    "make_sentence_trees",
    "make_separable",
    "make_spiral",
    "make_waves",
    "make_xor",
    "read_idx",
    "split",
    "tell_stories",
    "text_batches",
    "tree_from_brackets",
    "tree_to_brackets",
    "write_idx",
]
