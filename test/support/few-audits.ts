/** A checker that puts only some audits to a server, and waits as little as a test can afford. */
import { audits, runCheck } from "repartee/check";
import type { Checker } from "../../src/console/checks.ts";
import { testSettings } from "../check/settings.ts";

/** @param only ids of audits */
export function fewAudits(...only: string[]): Checker {
  return {
    audits: audits.filter(({ id }) => only.includes(id)),
    run: (options) => runCheck({ ...options, only, settings: testSettings }),
  };
}
