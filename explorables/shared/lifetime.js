// Ends what a view has started: everything below stops when the AbortSignal does.

export function onAbort(signal, stop) {
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
}

/** Like setTimeout; returns the function that calls it off. */
export function later(milliseconds, run, signal) {
  const timer = setTimeout(run, milliseconds);
  const cancel = () => clearTimeout(timer);
  onAbort(signal, cancel);
  return () => {
    cancel();
    signal.removeEventListener("abort", cancel);
  };
}

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
