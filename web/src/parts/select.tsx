/** Chooses one of a few things by their names. */
import type { JSX } from "preact";

export interface SelectProps<Value extends string> {
  /** For a label that stands beside it. */
  readonly id?: string;
  /** Says what it is for where no label does. */
  readonly name?: string;
  readonly title?: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  onChoose(value: Value): void;
}

export function Select<Value extends string>(props: SelectProps<Value>): JSX.Element {
  const { id, name, title, value, options, onChoose } = props;
  return (
    <select
      id={id}
      aria-label={name}
      title={title}
      value={value}
      onChange={({ currentTarget }) => onChoose(currentTarget.value as Value)}
    >
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}
