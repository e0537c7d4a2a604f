import { PASS_CODE_ALPHABET, PASS_CODE_CHARS } from '@zuimei/domain';
import { useEffect } from 'react';

interface KeyPadProps {
  code: string;
  onChange: (code: string) => void;
  /** What is wrong with the code; read out. */
  trouble: string | null;
  /** Raised with each new trouble. */
  troubles: number;
  busy: boolean;
}

const KEYS = [...PASS_CODE_ALPHABET];

/** The eight places of a pass code and its 26 keys; a real keyboard types too. */
export function KeyPad({ code, onChange, trouble, troubles, busy }: KeyPadProps) {
  useEffect(() => {
    const type = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      const key = event.key.toUpperCase();
      if (key.length === 1 && PASS_CODE_ALPHABET.includes(key) && code.length < PASS_CODE_CHARS) onChange(code + key);
      else if (event.key === 'Backspace') onChange(code.slice(0, -1));
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', type);
    return () => window.removeEventListener('keydown', type);
  }, [code, onChange]);

  return (
    <div className="pad">
      <div className="pad__code" role="img" aria-label={`已输入 ${code.length} 位，共 ${PASS_CODE_CHARS} 位`}>
        {Array.from({ length: PASS_CODE_CHARS }, (_, place) => (
          <span key={place} data-state={place < code.length ? 'filled' : place === code.length ? 'next' : undefined}>
            {code[place] ?? ''}
          </span>
        ))}
      </div>
      <p className="pad__trouble" role="alert" key={troubles} data-busy={busy || undefined}>
        {busy ? '正在签到…' : trouble}
      </p>
      <div className="pad__keys">
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            onClick={() => code.length < PASS_CODE_CHARS && onChange(code + key)}
            aria-disabled={busy || undefined}
          >
            {key}
          </button>
        ))}
        <button type="button" className="pad__wide" onClick={() => onChange(code.slice(0, -1))}>
          <span aria-hidden="true">⌫ </span>删一位
        </button>
      </div>
    </div>
  );
}
