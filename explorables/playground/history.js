// How the cost went, with ever fewer entries the longer it is: at steps 1, 2, 3 …, then every second, every fourth.

const MOST = 256;

/** entries are { step, cost, heldOut }. due(step) says whether that step is to be noted. */
export function createHistory() {
  let every = 1;
  const history = {
    entries: [],
    due: (step) => step % every === 0,
    add(entry) {
      history.entries.push(entry);
      if (history.entries.length < MOST) return;
      every *= 2;
      history.entries = history.entries.filter(({ step }) => step % every === 0);
    },
  };
  return history;
}
