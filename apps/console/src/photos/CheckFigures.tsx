import { type PhotoCheckView } from '@zuimei/contracts';
import { formatCount } from '@zuimei/ui';

/** Five numbers: looked at, missing, queued again, mended, and what only a person can mend. */
export function CheckFigures({ check }: { check: PhotoCheckView }) {
  const figures = [
    { label: '已检查', value: check.checked, unit: `/ ${formatCount(check.total)} 幅` },
    { label: '缺的展示图', value: check.missing, unit: '张' },
    { label: '排队重新生成', value: check.queued, unit: '幅' },
    { label: '已修好', value: check.mended, unit: '幅' },
    { label: '修不了', value: check.lost, unit: '幅', bad: check.lost > 0 },
  ];
  return (
    <dl className="pcheck__figures">
      {figures.map(({ label, value, unit, bad }) => (
        <div key={label} data-bad={bad || undefined}>
          <dt>{label}</dt>
          <dd>
            {formatCount(value)} <small>{unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
