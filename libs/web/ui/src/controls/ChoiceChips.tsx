import { useId, type ReactNode } from 'react';
import { Icon } from '../status/Icon.js';
import './choice.css';
import './field.css';

export interface Choice<T extends string> {
  value: T;
  label: string;
  /** A second line: 「共 17.9 MB」. */
  note?: string;
  disabled?: boolean;
}

export interface ChoiceChipsProps<T extends string> {
  legend: string;
  choices: readonly Choice<T>[];
  /** `null` while nothing is chosen. */
  value: T | null;
  onChange: (value: T) => void;
  /** `chips` stand apart, `segment` share one frame: for two or three that exclude each other at a glance. */
  look?: 'chips' | 'segment';
  aside?: ReactNode;
  error?: string | null | false;
  /** Id of the group, as a target for a blocked button. */
  id?: string;
}

/** One of a few, all in sight; native radio buttons underneath, so arrow keys and readers work. */
export function ChoiceChips<T extends string>({
  legend,
  choices,
  value,
  onChange,
  look = 'chips',
  aside,
  error,
  id,
}: ChoiceChipsProps<T>) {
  const own = useId();
  const group = id ?? own;
  return (
    <fieldset
      id={group}
      className="zm-choice"
      data-look={look}
      role="radiogroup"
      aria-invalid={error ? true : undefined}
      aria-describedby={error ? `${group}-error` : undefined}
    >
      <legend>
        {legend}
        {aside && <span>{aside}</span>}
      </legend>
      <div className="zm-choice__row">
        {choices.map((choice) => (
          <label key={choice.value} className="zm-choice__chip">
            <input
              type="radio"
              name={group}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.disabled}
              onChange={() => onChange(choice.value)}
            />
            <span>
              {choice.value === value && <Icon name="check" />}
              {choice.label}
            </span>
            {choice.note && <small>{choice.note}</small>}
          </label>
        ))}
      </div>
      {error && (
        <p className="zm-field__error" id={`${group}-error`}>
          <Icon name="warn" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

export interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** What is agreed to; may hold links. */
  children: ReactNode;
  error?: string | null | false;
  id?: string;
  disabled?: boolean;
}

/** One box to tick, with its sentence as the target. */
export function Checkbox({ checked, onChange, children, error, id, disabled }: CheckboxProps) {
  const own = useId();
  const box = id ?? own;
  return (
    <div className="zm-checkbox">
      <label>
        <input
          id={box}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${box}-error` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span className="zm-checkbox__box" aria-hidden="true">
          <Icon name="check" />
        </span>
        <span>{children}</span>
      </label>
      {error && (
        <p className="zm-field__error" id={`${box}-error`}>
          <Icon name="warn" />
          {error}
        </p>
      )}
    </div>
  );
}
