// A page on paper: light, and with everything open that is folded shut on the screen.
(() => {
  const root = document.documentElement;
  let undo = [];

  function unfold() {
    const { theme } = root.dataset;
    root.dataset.theme = "light";
    undo.push(() => (root.dataset.theme = theme));
    // Folds inside an explorable hold controls and tables; they stay as the reader left them.
    for (const fold of document.querySelectorAll("article details:not([open])")) {
      if (fold.closest("[data-explorable]")) continue;
      fold.open = true;
      undo.push(() => (fold.open = false));
    }
  }

  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", () => {
    for (const step of undo) step();
    undo = [];
  });
})();
