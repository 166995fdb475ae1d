/** Takes a call or a check home as a file. */
import type { JSX } from "preact";
import { Icon } from "./icon.tsx";

const formats = {
  html: { label: "Download html: one file that opens offline", title: "Download as one HTML file" },
  json: { label: "Download json: the report for programs", title: "Download as JSON" },
  jsonl: { label: "Download jsonl: JSON Lines", title: "Download as JSON Lines" },
};

export interface DownloadLinkProps {
  /** Of the call or the check, such as `calls/c1`. */
  readonly path: string;
  readonly format: keyof typeof formats;
}

export function DownloadLink({ path, format }: DownloadLinkProps): JSX.Element {
  const { label, title } = formats[format];
  return (
    <a class="button small icon-only" href={`console/${path}.${format}`} download aria-label={label} title={title}>
      <Icon name="download" />
      {format}
    </a>
  );
}
