// Play, Step and Reset for whatever goes forward one step at a time.
import { createButton } from "./button.js";
import { later, nextFrame, onAbort } from "./lifetime.js";
import { prefersStillness } from "./motion.js";

/**
 * Options: parent, label of the play button, step() (returns false when there is nothing more to do), interval in milliseconds or a function that gives it, signal,
 * onPlaying(bool), stillSteps: for readers who want no motion, the button takes so many at once and says so after its name; it may be a function.
 * slice(): what Play does instead of step(), in every frame instead of at an interval; returns false to stop.
 * Returns { playing, stop(), update() }.
 */
export function createPlayer({ parent, label = "Play", step, slice = null, interval = 300, onPlaying = () => {}, stillSteps = 10, signal }) {
  const still = prefersStillness();
  const many = () => (typeof stillSteps === "function" ? stillSteps() : stillSteps);
  const idle = () => (still ? `${label} (${many()} steps)` : `▶ ${label}`);
  let cancel = null;

  const player = {
    get playing() {
      return cancel !== null;
    },
    stop() {
      if (!cancel) return;
      cancel();
      cancel = null;
      play.textContent = idle();
      onPlaying(false);
    },
    update() {
      if (!cancel && play.textContent !== idle()) play.textContent = idle();
    },
  };
  const again = () => (slice ? nextFrame(tick, signal) : later(typeof interval === "function" ? interval() : interval, tick, signal));
  const tick = () => {
    cancel = again();
    if (!(slice ?? step)()) player.stop();
  };
  const start = () => {
    play.textContent = "❚❚ Pause";
    onPlaying(true);
    tick();
  };
  const press = () => {
    if (still) {
      for (let i = many(); i > 0 && step(); i -= 1);
    } else if (player.playing) player.stop();
    else start();
  };

  const play = createButton({ parent, label: idle(), primary: true, press, signal });
  play.classList.add("dl-play");
  createButton({
    parent,
    label: "Step",
    signal,
    press: () => {
      player.stop();
      step();
    },
  });
  onAbort(signal, player.stop);
  return player;
}
