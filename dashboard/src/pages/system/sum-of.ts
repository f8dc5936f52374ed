/** Null as long as nothing is known of any. */
export function sumOf<T>(items: readonly T[], toValue: (item: T) => number | null): number | null {
  const known = items.map(toValue).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
