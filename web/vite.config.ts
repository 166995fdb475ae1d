/** Builds the dashboard's page into `dist/web`: the page itself, or (mode `viewer`) the one file that opens offline. */
import { defineConfig, type Plugin } from "vite";

export default defineConfig(({ mode }) => {
  const isViewer = mode === "viewer";
  return {
    root: import.meta.dirname,
    // The page may be served below a secret path.
    base: "./",
    mode: "production",
    publicDir: false,
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: isViewer ? [inlineEverything()] : [],
    build: {
      target: ["chrome123", "edge123", "firefox121", "safari17.5"],
      modulePreload: false,
      // Data URLs would need a hole in the content security policy.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: { input: isViewer ? "viewer.html" : "index.html" },
    },
  };
});

/** Puts the script and the style sheet into the HTML file itself. */
function inlineEverything(): Plugin {
  return {
    name: "inline-everything",
    enforce: "post",
    generateBundle(_, bundle) {
      const html = bundle["viewer.html"];
      if (html?.type !== "asset") throw new Error("viewer.html is not in the bundle");
      let text = String(html.source);
      for (const [name, output] of Object.entries(bundle)) {
        if (output === html) continue;
        const tag = new RegExp(`<(?:script|link)[^>]*"\\./${name.replaceAll(".", "\\.")}"[^>]*>(?:</script>)?`);
        const inlined =
          output.type === "chunk"
            ? `<script type="module">${output.code.replaceAll("</script", "<\\/script")}</script>`
            : `<style>${String(output.source)}</style>`;
        if (!tag.test(text)) throw new Error(`nothing in viewer.html refers to ${name}`);
        // A function, because the code may hold `$&`.
        text = text.replace(tag, () => inlined);
        delete bundle[name];
      }
      html.source = text;
    },
  };
}
