/** All that is told page by page in the order of addresses. */
export async function readAllPages<T extends { readonly address: string }>(
  read: (page: { after: string; limit: number }) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const page = await read({ after: all.at(-1)?.address ?? '', limit: PAGE });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

const PAGE = 1000;
