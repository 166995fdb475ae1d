/** What a reporter is: a pure function from a report to text. Whoever calls it prints the text, or writes it to a file. */
import type { CheckReport } from "../report.ts";

export type ReporterName = "pretty" | "plain" | "json" | "junit" | "github" | "sarif" | "html" | "badge";

export interface RenderOptions {
  /** How wide the text may be, for those that are read in a terminal; at least 40 is taken. @default 80 */
  readonly columns?: number;
  /** Whether `pretty` may use colours. @default true */
  readonly colours?: boolean;
}

export interface Reporter {
  /** One line for a list of reporters. */
  readonly description: string;
  /** Of a file that holds the text, without the dot. */
  readonly extension: string;
  /** Ends with a line break, unless there is nothing to say. */
  render(report: CheckReport, options?: RenderOptions): string;
}
