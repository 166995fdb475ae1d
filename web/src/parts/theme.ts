/** Light or dark: as the system has it, until the user chooses. */

export type Theme = "light" | "dark";

const storageKey = "repartee.theme";

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Without storage the choice lasts until the page is loaded anew.
  }
}

/** To be called before anything is drawn. */
export function restoreTheme(): void {
  try {
    const stored = localStorage.getItem(storageKey);
    if (stored === "light" || stored === "dark") document.documentElement.dataset.theme = stored;
  } catch {
    // The system's choice stands.
  }
}
