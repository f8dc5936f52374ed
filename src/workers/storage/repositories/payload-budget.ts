// How much one answer may carry: a page ends early where its payloads would not fit into a message of a link.

/** Characters; two bytes each are well below the smallest message that a link is used with. */
const MAX_PAGE_LENGTH = 200_000;

/** The longest beginning that fits, and never nothing of something. */
export function withinBudget<R extends { readonly payload: string }>(rows: readonly R[]): readonly R[] {
  let length = 0;
  for (const [index, { payload }] of rows.entries()) {
    length += payload.length;
    if (length > MAX_PAGE_LENGTH && index > 0) return rows.slice(0, index);
  }
  return rows;
}
