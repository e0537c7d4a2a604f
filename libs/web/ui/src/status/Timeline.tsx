import type { ReactNode } from 'react';
import './timeline.css';

/** `won` is a square seal, `refused` ends the line. */
export type StepState = 'done' | 'now' | 'future' | 'won' | 'refused';

export interface TimelineStep {
  label: string;
  /** Under the label: 「11月10日」, 「12月6日前」. */
  note?: ReactNode;
  state: StepState;
}

export interface TimelineProps {
  /** Names the list: 「《云上接线》的进度」. */
  label: string;
  steps: readonly TimelineStep[];
}

const SPOKEN: Record<StepState, string> = {
  done: '已完成',
  now: '现在',
  future: '还没到',
  won: '获奖',
  refused: '到此为止',
};

/** One photo's way from 待审核 to 获奖; turns vertical where its container is narrower than 18.5rem. */
export function Timeline({ label, steps }: TimelineProps) {
  return (
    <div className="zm-timeline">
      <ol aria-label={label}>
        {steps.map((step) => (
          <li key={step.label} data-state={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
            <span>{step.label}</span>
            <span className="zm-hidden">{`（${SPOKEN[step.state]}）`}</span>
            {step.note && <span>{step.note}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
