/** Puts the theme on the page before it is painted, and says it if the rest fails. */
{
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  let theme = dark ? "dark" : "light";
  try {
    theme = localStorage.getItem("fallline.theme") ?? theme;
  } catch {
    /* Storage may be shut off: the system's theme then holds. */
  }
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.dataset.script = "on";
  addEventListener(
    "error",
    ({ message }) => {
      const waiting = document.querySelector("[data-loading]");
      const harmless = message?.startsWith("ResizeObserver");
      if (waiting && !harmless) root.dataset.script = "failed";
    },
    { capture: true },
  );
}
