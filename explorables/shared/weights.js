// Weights that a reader changes: how far they may go, and what the keys do.
import { clamp, clean, snap } from "./scale.js";

export const LIMIT = 30; // to both sides, as in lib/widgets/weights.py
export const STEP = 0.1;
export const KEYS = { ArrowUp: STEP, ArrowDown: -STEP, PageUp: 1, PageDown: -1 };

/** Where a key brings a weight: the arrows by 0.1, with Shift by 0.01, Page Up and Down by 1; null for other keys. */
export function keyed(event, w) {
  if (!(event.key in KEYS)) return null;
  const by = KEYS[event.key] * (event.shiftKey ? 0.1 : 1);
  return clamp(clean(snap(w, 0.01) + by), -LIMIT, LIMIT);
}
