/** The URL that a person gave for a call: with its usual slips found before anything is dialled. */
import { ReparteeError } from "../../errors.ts";
import { defaultServerOptions } from "../../server/index.ts";
import type { CommandArgument } from "../command.ts";

/** Where `repartee dev` and `repartee start` answer. */
export const defaultCallTarget: string = `ws://localhost:${defaultServerOptions.port}${defaultServerOptions.path}/`;

/** What every command that dials a server takes. */
export const callTargetArgument: CommandArgument = {
  name: "url",
  description: `The server's URL without a call id: ws, wss, http or https; without one, ${defaultCallTarget}`,
  required: false,
};

const localHost = /^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.)/i;

/**
 * @returns the URL as given: the platform's half maps http to ws and https to wss, and appends the call id.
 * @throws ReparteeError `bad-option` for what cannot be meant, with what was probably meant.
 */
export function checkCallTarget(given: string): string {
  const target = given.trim();
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(target))
    throw refuse(given, `has no scheme. Did you mean ${withScheme(target)}?`);
  if (!/^(?:wss?|https?):/i.test(target)) throw refuse(given, "must start with ws://, wss://, http:// or https://");
  // A variable of the platform may stand for any part, so braces are no reason to refuse.
  if (!URL.canParse(target.replace(/\{\{.*?\}\}/g, "x"))) {
    throw refuse(given, `is no URL. It should look like ${defaultCallTarget}`);
  }
  const [base = "", query] = target.split("?", 2);
  const callId = /\/(\{call_id\}|:call_id|<call_id>|call_[0-9a-f]{8,})\/*$/i.exec(base);
  if (callId !== null) {
    const shorter = base.slice(0, callId.index + 1) + (query === undefined ? "" : `?${query}`);
    throw refuse(given, `has a call id in it, and every call appends its own. Use ${shorter}`);
  }
  return target;
}

function withScheme(target: string): string {
  return `${localHost.test(target) ? "ws" : "wss"}://${target.replace(/^\/+/, "")}`;
}

function refuse(given: string, problem: string): ReparteeError {
  return new ReparteeError("bad-option", `"${given}" ${problem}`);
}
