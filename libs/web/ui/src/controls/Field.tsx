import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from 'react';
import { Icon } from '../status/Icon.js';
import type { IconName } from '../status/icons.js';
import { textLength } from './text-length.js';
import './field.css';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** A quiet sentence under the field. */
  hint?: ReactNode;
  /** What is wrong and what would be right: 「标题至少两个汉字」. */
  error?: string | null | false;
  /** Characters allowed. More can be typed (cutting breaks an input method's half-written word), and is called an error. */
  limit?: number;
  /** Beside the label, before the counter: 「3 幅共用，可分别改」. */
  aside?: ReactNode;
  icon?: IconName;
  className?: string;
}

type Native<T> = Omit<T, 'value' | 'onChange' | 'size' | 'className'>;

export interface TextFieldProps extends FieldProps, Native<InputHTMLAttributes<HTMLInputElement>> {
  ref?: Ref<HTMLInputElement>;
}

export interface TextAreaProps extends FieldProps, Native<TextareaHTMLAttributes<HTMLTextAreaElement>> {
  ref?: Ref<HTMLTextAreaElement>;
}

/** The counter speaks when a fifteenth of the room is left, so at 280 of 300. */
const SPEAKS_FROM = 14 / 15;

/** What all fields share: label, counter, hint, error, and the ids that tie them together. */
function useField({
  id,
  value,
  limit,
  error,
  hint,
}: { id?: string; value: string } & Pick<FieldProps, 'limit' | 'error' | 'hint'>) {
  const own = useId();
  const field = id ?? own;
  const length = textLength(value);
  const over = limit === undefined ? 0 : Math.max(0, length - limit);
  const sentence = error || (over ? `最多 ${limit} 个字，现在多了 ${over} 个` : null);
  const described = [hint ? `${field}-hint` : '', sentence ? `${field}-error` : ''].filter(Boolean).join(' ');
  const control = {
    id: field,
    'aria-invalid': sentence ? true : undefined,
    'aria-describedby': described || undefined,
  };
  return { field, length, over, sentence, control };
}

function Frame({
  field,
  length,
  over,
  sentence,
  label,
  aside,
  limit,
  hint,
  icon,
  className = '',
  required,
  children,
}: Pick<FieldProps, 'label' | 'aside' | 'limit' | 'hint' | 'icon' | 'className'> &
  Omit<ReturnType<typeof useField>, 'control'> & { required?: boolean; children: ReactNode }) {
  const near = limit !== undefined && !over && length >= limit * SPEAKS_FROM;
  return (
    <div className={`zm-field ${className}`} data-invalid={sentence ? true : undefined}>
      <div className="zm-field__head">
        <label htmlFor={field}>
          {label}
          {required && <span className="zm-field__required">（必填）</span>}
        </label>
        <span className="zm-field__aside">
          {aside}
          {limit !== undefined && (
            <span className="zm-field__counter" aria-hidden="true">
              {length} / {limit}
            </span>
          )}
        </span>
      </div>
      <div className="zm-field__box">
        {icon && <Icon name={icon} />}
        {children}
      </div>
      {sentence && (
        <p className="zm-field__error" id={`${field}-error`}>
          <Icon name="warn" />
          {sentence}
        </p>
      )}
      {hint && (
        <p className="zm-field__hint" id={`${field}-hint`}>
          {hint}
        </p>
      )}
      {limit !== undefined && (
        <span className="zm-hidden" role="status">
          {over ? `多了 ${over} 个字` : near ? `还可以写 ${limit - length} 个字` : ''}
        </span>
      )}
    </div>
  );
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, limit, aside, icon, className, id, ...native } = props;
  const { control, ...frame } = useField({ id, value, limit, error, hint });
  return (
    <Frame {...frame} {...{ label, aside, limit, hint, icon, className }} required={native.required}>
      <input {...native} {...control} value={value} onChange={(event) => onChange(event.target.value)} />
    </Frame>
  );
}

export function TextArea(props: TextAreaProps) {
  const { label, value, onChange, hint, error, limit, aside, icon, className, id, rows = 4, ...native } = props;
  const { control, ...frame } = useField({ id, value, limit, error, hint });
  return (
    <Frame {...frame} {...{ label, aside, limit, hint, icon, className }} required={native.required}>
      <textarea {...native} {...control} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} />
    </Frame>
  );
}
