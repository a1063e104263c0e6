// The reader's state: the traits that Python named in `_defaults`, read and written in one place.
import { onAbort } from "./lifetime.js";

/**
 * `onChange()` is called for every change, whether it came from the reader, from Python or from
 * another view of the same model. Call `save()` when the changes of one moment are complete.
 */
export function createState({ model, signal, onChange }) {
  const names = Object.keys(model.get("_defaults"));
  let unsaved = false;

  for (const name of names) {
    model.on(`change:${name}`, onChange);
    onAbort(signal, () => model.off(`change:${name}`, onChange));
  }

  const state = {
    names,
    get: (name) => model.get(name),
    all: () => Object.fromEntries(names.map((name) => [name, model.get(name)])),
    set(changes) {
      for (const [name, value] of Object.entries(changes)) {
        if (model.get(name) === value) continue;
        model.set(name, value);
        unsaved = true;
      }
    },
    reset: () => state.set(structuredClone(model.get("_defaults"))),
    save() {
      if (!unsaved) return;
      unsaved = false;
      model.save_changes();
    },
    link: model.link ? () => model.link(state.all()) : null,
  };
  onAbort(signal, state.save);
  return state;
}
