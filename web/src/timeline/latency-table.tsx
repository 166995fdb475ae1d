/** Where the time goes: the running percentiles of a call. */
import type { JSX } from "preact";
import { formatDuration } from "../../../src/internal/format-duration.ts";
import { type LatencyPart, type LatencyValues, latencyParts } from "../model/latency-values.ts";

const names: Readonly<Record<LatencyPart, readonly [name: string, meaning: string]>> = {
  e2e: ["Dead air", "From the caller's last word to the agent's first"],
  llm: ["First sentence", "From a request to the first whole sentence"],
  firstToken: ["First token", "From asking a model to its first token, or from the request where it was asked before"],
  roundTrip: ["Keep-alive", "There and back"],
};

const columns = ["p50", "p90", "p95", "p99", "max"] as const;

export function LatencyTable({ latency }: { readonly latency: LatencyValues }): JSX.Element {
  return (
    <table class="figures latency">
      <caption class="hidden">Latency percentiles</caption>
      <thead>
        <tr>
          <th scope="col">Latency</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
          <th scope="col">count</th>
        </tr>
      </thead>
      <tbody>
        {latencyParts.map((part) => {
          const percentiles = latency.percentiles(part);
          const [name, meaning] = names[part];
          // Of a server that is not known from within there never is any.
          if (part === "firstToken" && percentiles === undefined) return null;
          return (
            <tr key={part}>
              <th scope="row" title={meaning}>
                {name}
              </th>
              {columns.map((column) => (
                <td key={column}>{percentiles === undefined ? "–" : formatDuration(percentiles[column])}</td>
              ))}
              <td>{percentiles?.count ?? 0}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
