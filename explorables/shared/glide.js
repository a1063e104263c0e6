// A number that glides to where it is sent, for motion that the reader has asked for.
import { onAbort } from "./lifetime.js";
import { prefersStillness } from "./motion.js";

const easeOut = (share) => 1 - (1 - share) ** 2;

/**
 * Options: value, duration in milliseconds, onFrame() (called for each new value), signal.
 * Returns { value, target, to(target), set(value) }; `to` may be called again on the way.
 * Readers who want no motion get the target at once.
 */
export function createGlide({ value = 0, duration = 240, onFrame, signal }) {
  let frame = 0;
  let from = value;
  let began = 0;
  const glide = {
    value,
    target: value,
    to(target) {
      if (prefersStillness()) return glide.set(target);
      glide.target = target;
      from = glide.value;
      began = performance.now();
      frame ||= requestAnimationFrame(move);
    },
    set(target) {
      cancelAnimationFrame(frame);
      frame = 0;
      glide.value = target;
      glide.target = target;
    },
  };
  function move(now) {
    const share = Math.min(1, Math.max(0, (now - began) / duration));
    glide.value = share === 1 ? glide.target : from + (glide.target - from) * easeOut(share);
    frame = share === 1 ? 0 : requestAnimationFrame(move);
    onFrame();
  }
  onAbort(signal, () => cancelAnimationFrame(frame));
  return glide;
}
