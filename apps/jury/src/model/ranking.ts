/** An order in which `id` has come to stand at `to`, counted from 0; at an end where `to` lies beyond it. */
export function moved(order: readonly string[], id: string, to: number): string[] {
  const others = order.filter((other) => other !== id);
  const at = Math.max(0, Math.min(others.length, to));
  return order.includes(id) ? [...others.slice(0, at), id, ...others.slice(at)] : [...order];
}
