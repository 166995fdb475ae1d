/** The fields of the settings: a number, a slider, a switch, lines of text. */
import type { JSX } from "preact";
import { useId } from "preact/hooks";

export interface NumberFieldProps {
  readonly label: string;
  readonly unit?: string;
  readonly hint?: string;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly value: number;
  onChange(value: number): void;
}

export function NumberField({ label, unit, min, max, value, onChange }: NumberFieldProps): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      <span class="with-unit">
        <input
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          required
          value={value}
          onChange={({ currentTarget }) => {
            if (currentTarget.validity.valid) onChange(currentTarget.valueAsNumber);
            else currentTarget.reportValidity();
          }}
        />
        <span class="unit">{unit}</span>
      </span>
    </label>
  );
}

export function SliderField({ label, hint, min, max, step, value, onChange }: NumberFieldProps): JSX.Element {
  return (
    <label class="field" title={hint}>
      <span>{label}</span>
      <span class="with-unit">
        <input
          type="range"
          min={min}
          max={max}
          step={step}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
        />
        <output>{value}</output>
      </span>
    </label>
  );
}

export interface SwitchFieldProps {
  readonly label: string;
  readonly value: boolean;
  onChange(value: boolean): void;
}

export function SwitchField({ label, value, onChange }: SwitchFieldProps): JSX.Element {
  return (
    <label class="field">
      <span>{label}</span>
      <input type="checkbox" checked={value} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
    </label>
  );
}

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  /** What is wrong with it, for people; "" when nothing is. @default nothing can be, and there is no room for it */
  readonly problem?: string;
  onChange(value: string): void;
}

export function TextField({ label, value, problem, onChange }: TextFieldProps): JSX.Element {
  const problemId = useId();
  return (
    <>
      <label class="field stacked">
        <span>{label}</span>
        <textarea
          rows={3}
          spellcheck={false}
          aria-invalid={problem !== undefined && problem !== ""}
          aria-describedby={problem === undefined ? undefined : problemId}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </label>
      {problem === undefined ? null : (
        <p id={problemId} class="problem">
          {problem}
        </p>
      )}
    </>
  );
}
