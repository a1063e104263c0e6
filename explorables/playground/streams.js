// The streams of one seed: what is drawn from one does not move the others.

export const STREAMS = { data: 1, heldOut: 2, weights: 3, order: 4, dropout: 5 };
