/** The platform's documented times and counts (PROTOCOL.md, "Timing"). All times in milliseconds. */

/** Attempts to open the first connection. */
export const connectAttempts = 3;
/** How long one attempt may take. */
export const connectTimeoutMs = 7_000;
/** Pause between two attempts. */
export const connectRetryDelayMs = 3_000;
/** How often either side sends a keep-alive. */
export const pingIntervalMs = 2_000;
/** Silence after which the platform gives a connection up. */
export const pingTimeoutMs = 5_000;
/** Reconnections after lost keep-alives. */
export const keepAliveReconnects = 2;
/** Reconnections after a broken connection (1006). */
export const brokenReconnects = 4;
