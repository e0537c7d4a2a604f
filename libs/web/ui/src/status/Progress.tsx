import './progress.css';

export interface ProgressProps {
  /** From 0 to 1. */
  value: number;
  /** What is under way: 「上传《焊花》」. */
  label: string;
}

/** A thin bar; the number in words stands beside it, put there by whoever uses it. */
export function Progress({ value, label }: ProgressProps) {
  const share = Math.min(1, Math.max(0, value));
  return <progress className="zm-progress" max={1} value={share} aria-label={label} />;
}
