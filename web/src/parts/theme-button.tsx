/** Switches between light and dark. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { chooseTheme, currentTheme } from "./theme.ts";

export function ThemeButton(): JSX.Element {
  const [theme, setTheme] = useState(currentTheme());
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const onChange = (): void => setTheme(currentTheme());
    system.addEventListener("change", onChange);
    return () => system.removeEventListener("change", onChange);
  }, []);
  const other = theme === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      class="button icon-only"
      aria-label={`Switch to ${other} colours`}
      title={`Switch to ${other} colours`}
      onClick={() => {
        chooseTheme(other);
        setTheme(other);
      }}
    >
      <Icon name={theme === "dark" ? "sun" : "moon"} />
    </button>
  );
}
