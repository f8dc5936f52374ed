/** Newest first by number, each once, at most `most` of them. */
export function mergeActivity<Row extends { readonly seq: number }>(
  before: readonly Row[],
  fresh: readonly Row[],
  most: number,
): readonly Row[] {
  const bySeq = new Map([...before, ...fresh].map((row) => [row.seq, row]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, most);
}
