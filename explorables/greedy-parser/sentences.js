// The sentences, the vectors of their words, and the weights before training. Mirrors lib/widgets/parser_sentences.py.

export const VECTORS = {
  the: [0.4, 0.6],
  I: [0.5, -0.9],
  man: [0.2, -0.8],
  glasses: [0.5, -0.7],
  cat: [0.4, -0.6],
  mat: [0.1, -0.7],
  saw: [-0.7, 0],
  sat: [-0.9, -0.3],
  with: [0.4, 0.9],
  on: [0.6, 0.7],
  两个: [0.6, 0.8],
  外语学院: [0.2, -0.9],
  的: [0.9, 0.2],
  学生: [0.3, -0.8],
};

/** Found by a search: the parser that has them goes astray where something can be seen. */
export const START = {
  weight: [[-0.1, 0.2, -0.3, 0.6], [0.1, -0.7, 0.7, 0.2]],
  bias: [-0.3, 0.2],
  score_weight: [-0.7, -0.9],
};

/** Words; the phrases of both trees, as [start, stop]; what each reading means, in a few words. */
export const SENTENCES = {
  glasses: {
    words: ["I", "saw", "the", "man", "with", "glasses"],
    first: [[0, 6], [1, 6], [2, 4], [2, 6], [4, 6]],
    second: [[0, 6], [1, 4], [1, 6], [2, 4], [4, 6]],
    readings: { first: "the man has glasses", second: "I look through glasses" },
  },
  students: {
    words: ["两个", "外语学院", "的", "学生"],
    gloss: ["two", "school", "of", "student"],
    first: [[0, 4], [1, 3], [1, 4]],
    second: [[0, 2], [0, 3], [0, 4]],
    readings: { first: "two students", second: "two schools" },
  },
  cat: {
    words: ["the", "cat", "sat", "on", "the", "mat"],
    first: [[0, 2], [0, 6], [2, 6], [3, 6], [4, 6]],
    second: [[0, 2], [0, 6], [2, 4], [2, 6], [4, 6]],
    readings: { first: "sat + on the mat", second: "sat on + the mat" },
  },
};

export const leavesOf = (sentence) => SENTENCES[sentence].words.map((word) => VECTORS[word]);
export const gapsOf = (sentence) => SENTENCES[sentence].words.length - 1;
