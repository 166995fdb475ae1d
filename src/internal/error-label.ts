/** Names what was thrown by what quotes nothing of a message: for logs and reports that must not hold words of a call. */

/** Causes are told as deep as this: libraries wrap what went wrong, and wrap it again. */
const deepest = 4;
/** Such as ECONNREFUSED or UND_ERR_CONNECT_TIMEOUT; anything else may be a text of somebody's own. */
const systemCode = /^[A-Z][A-Z0-9_]{2,40}$/;

/**
 * @returns the error's name with its HTTP status and its system's code, and the same of its causes, such as
 * "AllModelsFailed (AI_APICallError 429)"; the type of what is no error.
 */
export function errorLabel(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const causes: string[] = [];
  let { cause } = error;
  for (let depth = 0; depth < deepest && cause instanceof Error; depth += 1) {
    const label = nameWithCode(cause);
    // Most of what is thrown has no better name than this one, which says nothing.
    if (label !== "Error") causes.push(label);
    cause = cause.cause;
  }
  return causes.length === 0 ? nameWithCode(error) : `${nameWithCode(error)} (${causes.join(", ")})`;
}

/** Without its causes: a message tends to tell of those itself. */
export function nameWithCode(error: Error): string {
  const { statusCode, status = statusCode, code } = error as { statusCode?: unknown; status?: unknown; code?: unknown };
  const isStatus = Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599;
  const isCode = typeof code === "string" && systemCode.test(code);
  return [error.name, ...(isStatus ? [status] : []), ...(isCode ? [code] : [])].join(" ");
}
