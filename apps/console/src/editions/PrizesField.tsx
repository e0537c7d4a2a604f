import { Button, Note, TextField } from '@zuimei/ui';
import { type PrizeForm } from './rules-form.js';

/** What a new prize is called until somebody names it. */
const NAMES = ['一等奖', '二等奖', '三等奖', '优秀奖'];

interface PrizesFieldProps {
  prizes: readonly PrizeForm[];
  /** As typed: how many entries win in all. */
  winners: string;
  /** What the server refused of a rule, by its pointer below /rules. */
  errorAt: (rule: string) => string | null;
  onChange: (prizes: PrizeForm[]) => void;
}

/** The prizes from the best down, each with the number of entries that win it. */
export function PrizesField({ prizes, winners, errorAt, onChange }: PrizesFieldProps) {
  const sum = prizes.reduce((total, { count }) => total + Number(count), 0);
  const set = (at: number, change: Partial<PrizeForm>) =>
    onChange(prizes.map((prize, i) => (i === at ? { ...prize, ...change } : prize)));
  const add = () => {
    const name = NAMES.find((one) => prizes.every((prize) => prize.name !== one)) ?? '';
    onChange([...prizes, { name, count: String(Math.max(1, Number(winners) - sum)) }]);
  };
  return (
    <fieldset className="con-form__all eds__prizes">
      <legend>奖项（从高到低；不设就叫第一名、第二名……）</legend>
      {prizes.map((prize, i) => (
        <div key={i} className="eds__prize">
          <TextField
            label={`第 ${i + 1} 个奖项`}
            maxLength={20}
            required
            value={prize.name}
            error={errorAt(`prizes/${i}/name`)}
            onChange={(name) => set(i, { name })}
          />
          <TextField
            label={`第 ${i + 1} 个奖项几幅`}
            type="number"
            min={1}
            required
            value={prize.count}
            error={errorAt(`prizes/${i}/count`)}
            onChange={(count) => set(i, { count })}
          />
          <Button kind="text" onClick={() => onChange(prizes.filter((_, at) => at !== i))}>
            去掉{prize.name || `第 ${i + 1} 个`}
          </Button>
        </div>
      ))}
      <Button onClick={add}>加一个奖项</Button>
      {errorAt('prizes') ? (
        <Note tone="bad">{errorAt('prizes')}</Note>
      ) : (
        prizes.length > 0 &&
        sum !== Number(winners) && (
          <Note tone="warn">
            各奖项加起来 {sum} 幅，获奖幅数是 {winners || 0} 幅，两个数要一样。
          </Note>
        )
      )}
    </fieldset>
  );
}
