"""Text: vocabulary, files good and bad, stories, and the batches for truncated backpropagation."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.data import Vocabulary, load_chinese_sentence, load_text, tell_stories, text_batches

SHAKESPEARE = Path(__file__).parents[3] / "shared" / "data" / "tinyshakespeare" / "input.txt"


@given(st.text(min_size=1))
def test_characters_there_and_back(text):
    vocabulary = Vocabulary(text)
    ids = vocabulary.encode(text)
    assert ids.dtype == np.int64
    assert vocabulary.decode(ids) == text
    assert vocabulary.tokens == tuple(sorted(set(text)))
    assert [vocabulary.tokens[i] for i in ids] == list(text)


@pytest.mark.parametrize(
    "text",
    [
        "One, two; three: go!",
        'He said: "Is it (really) so?" "Yes," said she.',
        "Don't re-do it.\n\nNew paragraph\nnew line.\n",
        "“Quoted,” she said.",
        "我 昨天 上学 迟到 了",
    ],
)
def test_words_there_and_back(text):
    vocabulary = Vocabulary(text, level="word")
    assert vocabulary.decode(vocabulary.encode(text)) == text


def test_words_are_what_they_should_be():
    vocabulary = Vocabulary('"Don\'t," said  the\tbig-eared cat.', level="word")
    assert set(vocabulary.tokens) == {'"', "Don't", ",", "said", "the", "big-eared", "cat", "."}


@given(st.text(), st.sampled_from(["character", "word"]))
def test_numbers_there_and_back(text, level):
    """What was decoded is encoded to the same numbers, whatever the text."""
    vocabulary = Vocabulary(text, level)
    ids = vocabulary.encode(text)
    if level == "character" or not set('"') & set(text):
        assert np.array_equal(vocabulary.encode(vocabulary.decode(ids)), ids)


def test_encode_refuses_what_it_does_not_know():
    with pytest.raises(ValueError, match=r"the character 'x' \(number 2, .* among the 3 of"):
        Vocabulary("abc").encode("abxc")
    with pytest.raises(ValueError, match=r"the word 'cow' \(number 1,"):
        Vocabulary("a cat", level="word").encode("a cow")


def test_decode_refuses_what_is_no_number_of_a_token():
    vocabulary = Vocabulary("abc")
    for wrong in ([0, 3], [-1]):
        with pytest.raises(ValueError, match=f"got {wrong[-1]}, expected numbers from 0 to 2"):
            vocabulary.decode(wrong)
    for wrong in ([0.0, 1.0], [[0, 1]], ["a"]):
        with pytest.raises(TypeError, match="expected a row of integers"):
            vocabulary.decode(wrong)
    assert vocabulary.decode([]) == ""
    assert vocabulary.decode(i for i in (2, 0)) == "ca"
    assert vocabulary.encode("").tolist() == []


def test_another_level_is_refused():
    with pytest.raises(ValueError, match="level='letter', expected 'character' or 'word'"):
        load_text(level="letter")


@pytest.mark.parametrize("level", ["character", "word"])
def test_the_stories_are_the_default(level):
    data = load_text(level=level)
    assert data.text == tell_stories(60, rng=0)
    assert data.decode(data.ids) == data.text
    assert np.array_equal(data.encode(data.text), data.ids)
    assert len(data.vocabulary) == data.ids.max() + 1
    assert f"the {len(data.vocabulary)} different {level}s" in data.DESCR


@pytest.mark.parametrize("seed", range(5))
def test_stories_keep_what_they_say(seed):
    stories = tell_stories(40, rng=seed).rstrip("\n").split("\n\n")
    assert len(stories) == 40
    for story in stories:
        name = re.search(r"called (\w+)", story)[1]
        friend = re.search(r"with (?:his|her) (\w+)\.", story)[1]
        thing = re.search(r"(?:she|he) found a ([\w ]+)\.", story)[1]
        words = set(re.findall(r"\w+", story))
        assert not ({"she", "her"} & words and {"he", "his"} & words), story
        assert story.count('"') == 4
        assert thing in story.split(".")[-2]
        assert f"asked the {friend}" in story
        assert f"said {name}" in story
        assert "{" not in story
        assert not re.search(r"\ba [aeiou]|  ", story)


@pytest.mark.parametrize("m", [0, -1, 1.5])
def test_numbers_of_stories_that_are_none(m):
    with pytest.raises(ValueError, match=f"m={m}, expected a whole number"):
        tell_stories(m)


def test_a_file_of_your_own(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_bytes("\ufeffÄpfel\r\nund Birnen 🍐".encode())
    for data in (load_text(path), load_text(str(path))):
        assert data.text == "Äpfel\nund Birnen 🍐"
        assert data.decode(data.ids) == data.text
        assert data.DESCR.startswith("mine.txt, 18 characters")
        assert data.licence == "that of your file"


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text("")
    for level in ("character", "word"):
        with pytest.raises(ValueError, match=r"mine.txt has no .*: it is empty"):
            load_text(path, level=level)
    path.write_text("  ")
    assert len(load_text(path).ids) == 2
    with pytest.raises(ValueError, match=r"mine.txt has no word, .* level='character'"):
        load_text(path, level="word")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_bytes("Äpfel".encode("latin-1"))
    with pytest.raises(ValueError, match=r"mine.txt is not UTF-8: byte 0 is c4; .* save it"):
        load_text(path)


def test_a_file_that_is_not_there():
    with pytest.raises(FileNotFoundError):
        load_text("no such file.txt")


@given(n=st.integers(2, 200), batch_size=st.integers(1, 9), steps=st.integers(1, 20))
def test_batches_are_streams_through_the_text(n, batch_size, steps):
    if n < batch_size + 1:
        with pytest.raises(ValueError, match=f"expected at least {batch_size + 1}"):
            text_batches(np.arange(n), batch_size, steps)
        return
    ids = np.arange(n) * 7
    batches = text_batches(ids, batch_size, steps)
    assert all(x.shape == y.shape for x, y in batches)
    assert all(x.shape == (batch_size, steps) for x, _ in batches[:-1])
    x, y = (np.concatenate(parts, axis=1) for parts in zip(*batches, strict=True))
    # Row after row the streams are the text, and y is the text one step later.
    used = x.size
    assert np.array_equal(x.ravel(), ids[:used])
    assert np.array_equal(y.ravel(), ids[1 : used + 1])
    assert n - 1 - used < batch_size


def test_batches_are_views():
    ids = np.arange(100)
    assert all(np.shares_memory(part, ids) for batch in text_batches(ids, 4, 5) for part in batch)


def test_batches_refuse_what_is_no_text():
    for wrong in (np.zeros(50), np.zeros((5, 10), dtype=int)):
        with pytest.raises(TypeError, match="expected a row of integers"):
            text_batches(wrong, 4, 5)
    for name in ("batch_size", "steps"):
        for value in (0, 2.5):
            with pytest.raises(ValueError, match=f"{name}={value}, expected a whole number"):
                text_batches(np.arange(50), **{name: value})


def test_the_chinese_sentence():
    data = load_chinese_sentence()
    assert " ".join(data.words) == "我 昨天 上学 迟到 了"
    assert data.vocabulary == ("s", *data.words, "e")
    assert len(data.words) == len(data.pinyin) == len(data.gloss) == 5
    assert data.X.shape == (6, 7)
    seen = [data.vocabulary[i] for i in data.X.argmax(axis=1)]
    said = [data.vocabulary[i] for i in data.y]
    # The table of pairs in the source.
    assert list(zip(seen, said, strict=True)) == [
        ("s", "我"),
        ("我", "昨天"),
        ("昨天", "上学"),
        ("上学", "迟到"),
        ("迟到", "了"),
        ("了", "e"),
    ]


@pytest.mark.skipif(not SHAKESPEARE.is_file(), reason=f"no {SHAKESPEARE.name} beside the project")
def test_a_million_characters():
    data = load_text(SHAKESPEARE)
    assert (len(data.ids), len(data.vocabulary)) == (1115394, 65)
    assert data.decode(data.ids[:14]) == "First Citizen:"
