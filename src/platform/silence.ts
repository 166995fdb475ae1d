/** Watches for silence and for the length of the call: reminders, inactivity and the longest duration. */
import type { Clock, Timer } from "../internal/index.ts";
import type { ResolvedSettings } from "./settings.ts";

export interface SilenceHandlers {
  /** The caller has been silent after the agent's speech. */
  onReminder(): void;
  onInactivity(): void;
  onMaximumDuration(): void;
}

export class Silence {
  readonly #clock: Clock;
  readonly #settings: () => ResolvedSettings;
  readonly #handlers: SilenceHandlers;
  #reminderTimer: Timer | undefined;
  #inactivityTimer: Timer | undefined;
  #durationTimer: Timer | undefined;
  #reminderCount = 0;

  constructor(clock: Clock, settings: () => ResolvedSettings, handlers: SilenceHandlers) {
    this.#clock = clock;
    this.#settings = settings;
    this.#handlers = handlers;
  }

  callStarted(): void {
    this.#durationTimer = this.#clock.setTimeout(
      () => this.#handlers.onMaximumDuration(),
      this.#settings().max_call_duration_ms,
    );
    this.#awaitActivity();
  }

  /** Undocumented and so ours: the caller's words and keys start the count of reminders anew. */
  callerActive(): void {
    this.#reminderCount = 0;
    this.stopReminder();
    this.#awaitActivity();
  }

  /** The agent speaks; a reminder is no reason to wait longer for a caller who may be gone. */
  agentStarted(isReminder: boolean): void {
    this.stopReminder();
    if (!isReminder) this.#clock.clearTimeout(this.#inactivityTimer);
  }

  agentStopped(isReminder: boolean): void {
    if (!isReminder) this.#awaitActivity();
  }

  /** The floor is the caller's: from here on their silence counts. */
  awaitCaller(): void {
    this.stopReminder();
    const { reminder_max_count: mostCount, reminder_trigger_ms: triggerMs } = this.#settings();
    if (this.#reminderCount >= mostCount) return;
    this.#reminderTimer = this.#clock.setTimeout(() => {
      this.#reminderTimer = undefined;
      this.#reminderCount += 1;
      this.#handlers.onReminder();
    }, triggerMs);
  }

  stopReminder(): void {
    this.#clock.clearTimeout(this.#reminderTimer);
    this.#reminderTimer = undefined;
  }

  /** `update_agent` may have changed how long to wait. */
  settingsChanged(): void {
    if (this.#reminderTimer !== undefined) this.awaitCaller();
  }

  close(): void {
    this.stopReminder();
    this.#clock.clearTimeout(this.#inactivityTimer);
    this.#clock.clearTimeout(this.#durationTimer);
  }

  #awaitActivity(): void {
    this.#clock.clearTimeout(this.#inactivityTimer);
    this.#inactivityTimer = this.#clock.setTimeout(
      () => this.#handlers.onInactivity(),
      this.#settings().end_call_after_silence_ms,
    );
  }
}
