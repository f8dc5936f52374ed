// Nothing moves under the cursor: while a table is held, rows change in their place and new ones wait.

export type Held<Row> = { readonly rows: readonly Row[]; readonly newCount: number };

/** `order` is that of the ids when the table was taken hold of; undefined where it is not held. */
export function holdOrder<Row>(
  rows: readonly Row[],
  order: readonly string[] | undefined,
  toId: (row: Row) => string,
): Held<Row> {
  if (!order) return { rows, newCount: 0 };
  const byId = new Map(rows.map((row) => [toId(row), row]));
  const held = order.flatMap((id) => byId.get(id) ?? []);
  return { rows: held, newCount: rows.length - held.length };
}
