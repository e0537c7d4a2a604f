import { TextField } from '@zuimei/ui';

/** The second factor, asked for after the password was right. */
export function CodeField(field: { value: string; onChange: (value: string) => void; error: string | null }) {
  return (
    <TextField
      label="动态码"
      hint="验证器里的 6 位数字，或一个恢复码"
      autoComplete="one-time-code"
      autoCapitalize="characters"
      maxLength={40}
      autoFocus
      required
      {...field}
    />
  );
}
