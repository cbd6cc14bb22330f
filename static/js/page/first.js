/** Puts the theme on the page before it is painted: the stored one, or the system's. */
{
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  let theme = dark ? "dark" : "light";
  try {
    theme = localStorage.getItem("fallline.theme") ?? theme;
  } catch {
    /* Storage may be shut off: the system's theme then holds. */
  }
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.script = "on";
}
