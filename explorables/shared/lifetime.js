// Ends what a view has started: everything below stops when the AbortSignal does.

export function onAbort(signal, stop) {
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
}

/** Calls `run` off when the signal aborts, by `cancel`; once it has run there is nothing left to call off. */
function abortable(begin, stop, run, signal) {
  const handle = begin(() => {
    signal.removeEventListener("abort", cancel);
    run();
  });
  const cancel = () => stop(handle);
  onAbort(signal, cancel);
  return () => {
    cancel();
    signal.removeEventListener("abort", cancel);
  };
}

/** Like setTimeout; returns the function that calls it off. */
export const later = (milliseconds, run, signal) => abortable((go) => setTimeout(go, milliseconds), (timer) => clearTimeout(timer), run, signal);

/** Runs in the next frame; returns the function that calls it off. */
export const nextFrame = (run, signal) => abortable((go) => requestAnimationFrame(go), (frame) => cancelAnimationFrame(frame), run, signal);

/** Returns a function that runs `work` once in the next frame, however often it is called. */
export function oncePerFrame(work, signal) {
  let frame = 0;
  onAbort(signal, () => cancelAnimationFrame(frame));
  return () => {
    if (frame || signal.aborted) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      work();
    });
  };
}
