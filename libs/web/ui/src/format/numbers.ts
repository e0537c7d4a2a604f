const COUNT = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 });

/** 「1,286」 */
export const formatCount = (count: number): string => COUNT.format(count);

/** A share of 1 as 「54.9%」. */
export const formatPercent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)}%`;

/** Decimal units, as phones show them: 「820 KB」, 「5.2 MB」. */
export const formatBytes = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  if (bytes < 999_950_000) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
};

/** A span in words: 「40 秒」, 「12 分」, 「1 小时 5 分」, 「3 天」. */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} 秒`;
  if (whole < 3600) return `${Math.floor(whole / 60)} 分`;
  if (whole < 86_400) {
    const minutes = Math.floor((whole % 3600) / 60);
    return `${Math.floor(whole / 3600)} 小时${minutes ? ` ${minutes} 分` : ''}`;
  }
  return `${Math.floor(whole / 86_400)} 天`;
};

/** A clock that runs down: 「06:41:12」, under an hour 「12:36」. Rounded up, so that 00:00 means over. */
export const formatClock = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return seconds < 3600 ? rest : `${two(Math.floor(seconds / 3600))}:${rest}`;
};

/** A code to be read and compared in groups of four: 「7K4M Q9TX R3」. */
export const formatCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1 ');
