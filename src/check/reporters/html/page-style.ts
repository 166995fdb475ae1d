/** How the page looks: the colours are those of the dashboard. */

const tokens = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f4f7, #0f1216);
  --panel: light-dark(#ffffff, #171b21);
  --raised: light-dark(#f7f8fa, #1e242c);
  --line: light-dark(#dfe3e9, #2b323c);
  --strong-line: light-dark(#868f9c, #6b7684);
  --text: light-dark(#1a1f27, #e5e9ee);
  --dim: light-dark(#55606e, #9ba6b4);
  --accent: light-dark(#4b41c8, #a79fff);
  --caller: light-dark(#0b6e63, #55d3c1);
  --agent: light-dark(#4b41c8, #b3acff);
  --good: light-dark(#177245, #5fd197);
  --warning: light-dark(#8a5800, #f0b64a);
  --warning-ground: light-dark(#fdf0d5, #33270e);
  --bad: light-dark(#b3261e, #ff9088);
  --bad-ground: light-dark(#fce8e6, #3a1a18);
  --good-ground: light-dark(#e1f4e9, #12301f);
  --radius: 8px;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif;
}
`;

const elements = `
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px / 1.45 var(--sans); }
main { display: flex; flex-direction: column; gap: 12px; max-width: 1080px; margin: 0 auto; padding: 24px 20px 48px; }
h1, h2, h3, p, ul, ol, dl, dd, pre, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
fieldset { border: 0; min-width: 0; }
code, pre { font-family: var(--mono); }
code { color: var(--dim); font-size: 12px; overflow-wrap: anywhere; }
summary { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
:target { outline: 2px solid var(--accent); outline-offset: 1px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.panel { border: 1px solid var(--line); border-radius: var(--radius); background: var(--panel); }
.count { color: var(--dim); font-weight: 400; font-variant-numeric: tabular-nums; }
.mark { display: inline-block; min-width: 1em; font-weight: 700; text-align: center; }
.level { flex: none; width: 62px; border-radius: 4px; background: var(--raised); color: var(--dim); font-size: 11px; font-weight: 650; line-height: 20px; text-align: center; }
.fails .level.MUST { background: var(--bad-ground); color: var(--bad); }
.fails .level.SHOULD { background: var(--warning-ground); color: var(--warning); }
`;

const overview = `
.kicker { color: var(--dim); font-size: 12.5px; }
h1 { font: 600 20px / 1.3 var(--mono); overflow-wrap: anywhere; }
.meta { margin-top: 2px; color: var(--dim); font-size: 12.5px; font-variant-numeric: tabular-nums; }
.conclusion { margin-top: 14px; padding: 10px 14px; border-radius: var(--radius); font-size: 16px; font-weight: 600; }
.conclusion.sound { background: var(--good-ground); color: var(--good); }
.conclusion.unsound, .conclusion.unreached { background: var(--bad-ground); color: var(--bad); }
.conclusion.given-up { background: var(--warning-ground); color: var(--warning); }
.groups ul { columns: 2; column-gap: 28px; padding: 10px 14px; }
.groups li { display: grid; grid-template-columns: 150px minmax(0, 1fr); gap: 1px 10px; padding: 4px 0; break-inside: avoid; }
.group-title { line-height: 24px; }
.cells { display: flex; flex-wrap: wrap; gap: 4px; }
.tally { grid-column: 2; color: var(--dim); font-size: 11.5px; }
.cell { display: grid; place-items: center; width: 24px; height: 24px; border-radius: 5px; font-size: 13px; font-weight: 700; text-decoration: none; }
.cell:hover { box-shadow: 0 0 0 1px var(--strong-line); }
.cell.fails { background: var(--bad-ground); color: var(--bad); }
.cell.could-not-tell { background: var(--warning-ground); color: var(--warning); }
.cell.not-applicable { background: var(--raised); color: var(--dim); }
.cell.holds { background: var(--good-ground); color: var(--good); }
.filter { display: flex; flex-wrap: wrap; gap: 6px; }
.chip { display: inline-flex; align-items: center; gap: 6px; min-height: 32px; padding: 0 12px 0 8px; border: 1px solid var(--line); border-radius: 16px; background: var(--panel); font-size: 13px; cursor: pointer; }
.chip:hover { border-color: var(--strong-line); }
.chip:has(:disabled) { color: var(--dim); cursor: default; }
.chip input { width: 15px; height: 15px; margin: 0; accent-color: var(--accent); }
.settings { padding: 8px 14px; color: var(--dim); font-size: 12.5px; }
.settings dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 2px 24px; padding: 8px 0 4px; font-variant-numeric: tabular-nums; }
.settings dl div { display: flex; justify-content: space-between; gap: 8px; }
.settings dt { font-family: var(--mono); font-size: 12px; }
`;

const audits = `
.outcome { display: flex; flex-direction: column; gap: 8px; }
h2 { margin-top: 8px; font-size: 15px; font-weight: 650; }
.outcome.fails h2 .mark { color: var(--bad); }
.outcome.could-not-tell h2 .mark { color: var(--warning); }
.outcome.holds h2 .mark { color: var(--good); }
.card { border-left: 3px solid var(--strong-line); }
.card.MUST { border-left-color: var(--bad); }
.card.SHOULD { border-left-color: var(--warning); }
.card > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; padding: 9px 14px; }
.card > summary:hover { background: var(--raised); }
.title { font-weight: 600; }
.group-name { margin-left: auto; color: var(--dim); font-size: 12.5px; }
.card-body { display: flex; flex-direction: column; gap: 10px; padding: 2px 14px 14px; }
.reason { font-size: 15px; overflow-wrap: anywhere; }
.card dl { display: flex; flex-direction: column; gap: 4px; }
.fact { display: grid; grid-template-columns: 130px minmax(0, 1fr); gap: 10px; }
.fact dt { color: var(--dim); }
.fact dd { overflow-wrap: anywhere; white-space: pre-wrap; }
.fact.advice dd { font-weight: 600; }
h3 { font-size: 13px; font-weight: 650; }
.frames { border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.frames li + li { border-top: 1px solid var(--line); }
.frame > summary { display: flex; align-items: center; gap: 8px; min-height: 28px; padding: 2px 10px; font-size: 12px; white-space: nowrap; list-style: none; }
.frame > summary::-webkit-details-marker { display: none; }
.frame > summary:hover, .frame[open] > summary { background: var(--raised); }
.frame > summary:focus-visible { outline-offset: -2px; }
.frame-time, .frame-id { flex: none; color: var(--dim); font-variant-numeric: tabular-nums; }
.arrow { flex: none; font-weight: 700; }
.to-server .arrow { color: var(--caller); }
.from-server .arrow { color: var(--agent); }
.frame-type { flex: 0 1 auto; overflow: hidden; min-width: 60px; font-family: var(--mono); text-overflow: ellipsis; }
.gist { flex: 1 10 0; overflow: hidden; min-width: 0; color: var(--dim); text-overflow: ellipsis; }
.frame[open] .gist { visibility: hidden; }
.badge { flex: none; padding: 0 6px; border-radius: 8px; background: var(--warning-ground); color: var(--warning); font-size: 11px; }
.badge.dropped, .badge.lost { background: var(--bad-ground); color: var(--bad); }
.frame-verdict, .finding, .frame pre { margin: 6px 10px; font-size: 12.5px; }
.frame-verdict { color: var(--dim); }
.frame-verdict.dropped, .frame-verdict.lost { color: var(--bad); font-weight: 600; }
.finding { padding: 4px 8px; border-radius: 4px; background: var(--raised); }
.finding.warning { background: var(--warning-ground); }
.finding.error { background: var(--bad-ground); }
.finding code { color: inherit; font-weight: 600; }
.frame pre { font-size: 12px; line-height: 1.5; overflow-wrap: anywhere; white-space: pre-wrap; }
.row { display: flex; align-items: baseline; gap: 10px; padding: 5px 14px; }
.row + .row { border-top: 1px solid var(--line); }
.row .what { display: flex; flex: 1; flex-wrap: wrap; align-items: baseline; gap: 0 10px; min-width: 0; }
.row .title { font-weight: 400; }
.remark { flex-basis: 100%; color: var(--dim); font-size: 12.5px; overflow-wrap: anywhere; white-space: pre-wrap; }
.duration { flex: none; color: var(--dim); font-size: 12px; font-variant-numeric: tabular-nums; }
`;

/** An outcome that is not to be shown; a link to one of its audits shows it all the same. */
const filter = ["fails", "could-not-tell", "not-applicable", "holds"]
  .map(
    (outcome) => `body:has(#show-${outcome}:not(:checked)) .outcome.${outcome}:not(:has(:target)) { display: none; }`,
  )
  .join("\n");

const narrow = `
@media (max-width: 760px) {
  main { padding: 16px 12px 32px; }
  h1 { font-size: 16px; }
  .groups ul { columns: 1; }
  .groups li { grid-template-columns: 130px minmax(0, 1fr); }
  .fact { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .group-name { margin-left: 0; }
  .gist { display: none; }
  .frame-type { flex-grow: 1; }
  .duration { display: none; }
}
`;

export const pageStyle: string = [tokens, elements, overview, audits, filter, narrow].join("\n");
