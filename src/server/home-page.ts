/** The page at "/": what this is, and the URL to paste into the dashboard. Complete in itself, without a script. */
import { createHash } from "node:crypto";

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff; }
code { font: 15px ui-monospace, monospace; background: #f0f0ee; padding: .2em .4em; border-radius: 4px; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) { body { color: #e8e8e6; background: #161615; } code { background: #2a2a28; } }
`;

/** Nothing may be loaded, run, framed or sent from this page; only its own style counts. */
export const homePageHeaders: Readonly<Record<string, string>> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** @param isPublic false when only this machine can reach the URL. */
export function homePage(dashboardUrl: string, isPublic: boolean): string {
  const hint = isPublic
    ? ""
    : "\n<p>The platform cannot reach this address of your own machine: open a tunnel or deploy it, and paste that address.</p>";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Repartee</title>
<style>${style}</style>
<h1>Repartee</h1>
<p>A response system for a voice agent answers here. It is no website: the voice platform connects to it once per call.</p>
<p>Paste this into the agent's settings in the dashboard, as its WebSocket URL:</p>
<p><code>${escapeHtml(dashboardUrl)}</code></p>${hint}
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
