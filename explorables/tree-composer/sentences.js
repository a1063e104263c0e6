// The sentences of TreeComposer: words, their vectors, two readings of each. Mirrors lib/widgets/tree_sentences.py.

export const VECTORS = {
  "两个": [0.8, -0.4],
  "外语": [-0.6, 0.5],
  "学院": [0.3, 0.9],
  "的": [-0.2, -0.5],
  "学生": [0.6, 0.4],
  old: [0.6, 0.4],
  men: [-0.7, 0.1],
  and: [0.1, 0.5],
  women: [-0.2, -0.3],
  not: [-0.8, 0.3],
  very: [0.2, -0.8],
  good: [0.8, 0.6],
  the: [0.1, -0.3],
  cat: [0.7, 0.5],
  sat: [-0.4, 0.6],
  on: [-0.3, -0.6],
  mat: [0.4, 0.8],
};

/** `names`: what the two readings mean; `title`: the sentence in the list of choices. */
export const SENTENCES = {
  students: {
    title: "两个 外语 学院 的 学生",
    words: ["两个", "外语", "学院", "的", "学生"],
    glosses: ["two", "foreign\nlanguages", "school", "of", "student"],
    readings: [[[1, 2], [0, 5], [6, 3], [7, 4]], [[1, 2], [5, 3], [6, 4], [0, 7]]],
    names: ["of two schools", "two students"],
  },
  men: {
    title: "old men and women",
    words: ["old", "men", "and", "women"],
    readings: [[[2, 3], [1, 4], [0, 5]], [[0, 1], [2, 3], [4, 5]]],
    names: ["all are old", "the men are old"],
  },
  good: {
    title: "not very good",
    words: ["not", "very", "good"],
    readings: [[[1, 2], [0, 3]], [[0, 1], [3, 2]]],
    names: ["not (very good)", "(not very) good"],
  },
  cat: {
    title: "the cat sat on the mat",
    words: ["the", "cat", "sat", "on", "the", "mat"],
    readings: [[[0, 1], [4, 5], [3, 7], [2, 8], [6, 9]], [[0, 1], [6, 2], [7, 3], [8, 4], [9, 5]]],
    names: ["as in grammar", "left to right"],
  },
};

export const wordsOf = (sentence) => SENTENCES[sentence].words;

/** The first and the last word below every node, leaves first. */
export function spansOf(merges, words) {
  const spans = Array.from({ length: words }, (_, i) => [i, i]);
  for (const [left, right] of merges) spans.push([spans[left][0], spans[right][1]]);
  return spans;
}

/** The nodes that have no parent yet, from left to right. */
export function topsOf(merges, words) {
  const children = new Set(merges.flat());
  const spans = spansOf(merges, words);
  return spans.map((_, n) => n).filter((n) => !children.has(n)).sort((a, b) => spans[a][0] - spans[b][0]);
}

/** As many merges, from the first, as join two neighbors of this sentence each. */
export function fitting(merges, words) {
  const fits = (k) => {
    const tops = topsOf(merges.slice(0, k), words);
    return tops.some((top, i) => top === merges[k][0] && tops[i + 1] === merges[k][1]);
  };
  let count = 0;
  while (count < merges.length && fits(count)) count += 1;
  return merges.slice(0, count);
}

const keyOf = (merges, words) => JSON.stringify(spansOf(merges, words).sort((a, b) => a[0] - b[0] || a[1] - b[1]));

/** 0 or 1 for a known reading, null for a tree of one's own; the order of merges does not matter. */
export function readingOf(sentence, merges) {
  const { words, readings } = SENTENCES[sentence];
  const found = readings.findIndex((known) => keyOf(known, words.length) === keyOf(merges, words.length));
  return found < 0 ? null : found;
}

/** The words below each node, with a pair of brackets for each merge. */
export function textsOf(sentence, merges) {
  const texts = [...wordsOf(sentence)];
  for (const [left, right] of merges) texts.push(`(${texts[left]} ${texts[right]})`);
  return texts;
}

/** The tree, or the trees so far, in brackets. */
export function brackets(sentence, merges) {
  const texts = textsOf(sentence, merges);
  return topsOf(merges, wordsOf(sentence).length).map((n) => texts[n]).join(" ");
}
