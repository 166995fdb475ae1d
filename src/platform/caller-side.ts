/** The caller's hand on the call: turns what a caller does into what the floor hears, and stops when the call ends. */
import { type Clock, createRandom } from "../internal/index.ts";
import { type TranscriptItem, unintelligibleAudio } from "../protocol/index.ts";
import { Backchannel } from "./backchannel.ts";
import type { CallerLine, Heard } from "./caller.ts";
import type { CallEventBody } from "./events.ts";
import type { Floor } from "./floor.ts";
import { Keypad } from "./keypad.ts";
import type { ResolvedModel } from "./model.ts";
import type { Reentry } from "./reentry.ts";
import type { ResolvedSettings } from "./settings.ts";
import type { Silence } from "./silence.ts";
import type { SpeakingRate } from "./speech-clock.ts";
import type { Updates } from "./updates.ts";

export interface CallerSidePorts {
  readonly clock: Clock;
  readonly reentry: Reentry;
  readonly seed: number;
  readonly model: ResolvedModel;
  readonly rate: SpeakingRate;
  readonly floor: Floor;
  readonly silence: Silence;
  readonly updates: Updates;
  settings(): ResolvedSettings;
  /** Weaves a key press into the transcript. */
  record(item: TranscriptItem): void;
  emit(body: CallEventBody): void;
  tellCaller(heard: Heard): void;
  onHangUp(): void;
}

export class CallerSide {
  readonly line: CallerLine;
  readonly #ports: CallerSidePorts;
  readonly #keypad: Keypad;
  readonly #backchannel: Backchannel;
  #isOver = false;

  constructor(ports: CallerSidePorts) {
    const { clock, seed, model, floor } = ports;
    this.#ports = ports;
    this.#keypad = new Keypad(
      clock,
      () => ports.settings(),
      (digits) => floor.callerTurn(digits),
    );
    this.#backchannel = new Backchannel(clock, createRandom(seed ^ 0xbac), model.backchannelIntervalMs);
    this.line = this.#createLine();
  }

  close(): void {
    this.#isOver = true;
    this.#keypad.close();
  }

  #createLine(): CallerLine {
    const { clock, reentry, seed, model, rate, floor, onHangUp } = this.#ports;
    const live = <Input extends unknown[]>(act: (...input: Input) => void): ((...input: Input) => void) => {
      return (...input) =>
        reentry.act(() => {
          if (!this.#isOver) act(...input);
        });
    };
    return {
      clock,
      random: createRandom(seed ^ 0xca11),
      rate,
      partialIntervalMs: model.partialIntervalMs,
      startSpeaking: live(() => floor.ear.start()),
      partial: live((text: string) => {
        floor.ear.partial(text);
        this.#backchannelDue();
      }),
      final: live((text: string) => {
        this.#backchannel.callerStops();
        floor.ear.final(text);
      }),
      unintelligible: live(() => floor.ear.final(unintelligibleAudio)),
      stopSpeaking: live(() => floor.ear.stop()),
      press: live((digits: string) => {
        for (const digit of digits.match(/[0-9*#]/g) ?? []) this.#pressed(digit);
      }),
      hangUp: live(() => onHangUp()),
    };
  }

  #backchannelDue(): void {
    const word = this.#backchannel.callerSpeaks(this.#ports.settings());
    if (word === undefined || this.#ports.floor.isAgentSpeaking) return;
    this.#ports.emit({ type: "backchannel-spoken", word });
    this.#ports.tellCaller({ type: "backchannel", word });
  }

  #pressed(digit: string): void {
    const { settings, emit, record, silence, floor, updates } = this.#ports;
    const taken = settings().allow_user_dtmf;
    emit({ type: "key-pressed", digit, taken });
    if (!taken) return;
    record({ role: "dtmf", digit });
    silence.callerActive();
    if (settings().allow_dtmf_interruption) floor.keyInterrupts();
    updates.now();
    this.#keypad.press(digit);
  }
}
