const LAMP = 'var(--lamp)';
const GREY = 'var(--line-strong)';

/** Nine photos, some of them framed by the lamp. */
export function PickPicture({ picked }: { picked: number }) {
  const chosen = [1, 5, 6, 3, 8].slice(0, Math.max(1, Math.min(5, picked)));
  return (
    <svg viewBox="0 0 240 150" aria-hidden="true">
      {Array.from({ length: 9 }, (_, n) => {
        const [x, y] = [24 + (n % 3) * 66, 8 + Math.floor(n / 3) * 46];
        const on = chosen.includes(n);
        return (
          <g key={n}>
            <rect x={x} y={y} width="60" height="40" fill={on ? LAMP : 'var(--surface)'} />
            <rect x={x + 12} y={y + 3} width="45" height="34" fill={on ? '#3b4754' : '#252d36'} />
            <path d={`M${x + 12} ${y + 37}l14-16 11 11 8-7 12 12z`} fill={on ? '#1d252d' : '#171d23'} />
            {on && (
              <path
                d={`M${x + 3} ${y + 29}l2.500 3 4.500-6`}
                fill="none"
                stroke="#0d1115"
                strokeWidth="2"
                strokeLinecap="round"
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** Two fingers draw a photo apart. */
export function ZoomPicture() {
  return (
    <svg viewBox="0 0 240 150" aria-hidden="true">
      <rect x="72" y="43" width="96" height="64" fill="#252d36" />
      <rect x="36" y="19" width="168" height="112" fill="none" stroke={GREY} strokeWidth="2" strokeDasharray="5 6" />
      <path d="M72 107l30-34 24 22 16-14 26 26z" fill="#171d23" />
      <g fill="none" stroke={LAMP} strokeWidth="4" strokeLinecap="round" strokeLinejoin="round">
        <path d="M104 88L62 116M62 116l14-2M62 116l5-13" />
        <path d="M136 62l42-28M178 34l-14 2M178 34l-5 13" />
      </g>
      <circle cx="111" cy="84" r="9" fill={LAMP} />
      <circle cx="129" cy="66" r="9" fill={LAMP} />
    </svg>
  );
}

/** The tablet goes back; a receipt stays. */
export function ReturnPicture() {
  return (
    <svg viewBox="0 0 240 150" aria-hidden="true">
      <rect x="30" y="26" width="104" height="98" rx="8" fill="var(--surface)" stroke={GREY} strokeWidth="2" />
      <path
        d="M62 76l14 15 27-32"
        fill="none"
        stroke={LAMP}
        strokeWidth="7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M148 75h36M172 63l13 12-13 12"
        fill="none"
        stroke={GREY}
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M196 48h26v54l-6.500-5-6.500 5-6.500-5-6.500 5z" fill="#f6f3ec" />
      <path d="M201 60h16M201 68h16M201 76h10" stroke="#626c77" strokeWidth="2.500" />
    </svg>
  );
}
