// Asks whether the reader wants things to stand still, and which kind of pointer they hold.

export const prefersStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export const hasCoarsePointer = () => matchMedia("(pointer: coarse)").matches;
