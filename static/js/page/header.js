/** The header of every page: menu, theme and full screen. */

import { doing } from "../controls/element.js";

const THEME = "fallline.theme";

/**
 * @typedef {"light" | "dark"} Theme
 * @typedef {Pick<Storage, "getItem" | "setItem">} Drawer
 */

/**
 * Give the other theme.
 * @param {string | undefined} theme
 * @returns {Theme}
 */
export function otherTheme(theme) {
  return theme === "dark" ? "light" : "dark";
}

/**
 * Join the header's buttons.
 * @param {Window} window
 */
export function mountHeader(window) {
  const { document } = window;
  mountTheme(doing(document, "theme"), window);
  mountFull(doing(document, "full"), document);
  mountMenu(doing(document, "menu"), document);
}

/**
 * Follow the system's theme until the person has chosen one.
 * @param {HTMLButtonElement} button
 * @param {Window} window
 */
function mountTheme(button, window) {
  const root = window.document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const show = (/** @type {Theme} */ theme) => {
    root.dataset.theme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
  };
  button.addEventListener("click", () => {
    const theme = otherTheme(root.dataset.theme);
    keep(window, theme);
    show(theme);
  });
  system.addEventListener("change", () => {
    if (!kept(window)) show(system.matches ? "dark" : "light");
  });
  show(root.dataset.theme === "dark" ? "dark" : "light");
}

/**
 * Remember the theme, where the browser lets us.
 * @param {Window} window
 * @param {Theme} theme
 */
function keep(window, theme) {
  try {
    window.localStorage.setItem(THEME, theme);
  } catch {
    // Without storage the choice holds until the page is left.
  }
}

/** @param {Window} window */
function kept(window) {
  try {
    return window.localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {Document} document
 */
function mountFull(button, document) {
  const root = document.documentElement;
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener("click", () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else root.requestFullscreen().catch(() => undefined);
  });
  document.addEventListener("fullscreenchange", () => {
    button.setAttribute(
      "aria-pressed",
      String(document.fullscreenElement !== null),
    );
  });
}

/**
 * Open the menu of a small screen, and close it before a choice is carried out, so that
 * a sheet gives the focus back to the menu's button.
 * @param {HTMLButtonElement} button
 * @param {Document} document
 */
function mountMenu(button, document) {
  const menu = /** @type {HTMLElement} */ (document.querySelector("#menu"));
  const open = (/** @type {boolean} */ wanted) => {
    menu.classList.toggle("open", wanted);
    button.setAttribute("aria-expanded", String(wanted));
  };
  button.addEventListener("click", () =>
    open(!menu.classList.contains("open")),
  );
  const leave = () => {
    if (!menu.classList.contains("open")) return;
    open(false);
    button.focus();
  };
  menu.addEventListener("click", leave, { capture: true });
  document.addEventListener("pointerdown", (event) => {
    const target = /** @type {Node} */ (event.target);
    if (!menu.contains(target) && !button.contains(target)) open(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.classList.contains("open")) return;
    event.preventDefault();
    leave();
  });
}
