// A book kept by the published procedure of the exchange: snapshot, buffered updates, the rules of the sequence.

type Pair = readonly [price: string, size: string];
export type DepthMessage = {
  readonly U: number;
  readonly u: number;
  readonly pu?: number;
  readonly b: readonly Pair[];
  readonly a: readonly Pair[];
};
export type Snapshot = {
  readonly lastUpdateId: number;
  readonly bids: readonly Pair[];
  readonly asks: readonly Pair[];
};

/** Throws where the sequence has a gap. */
export function buildLocalBook(snapshot: Snapshot, messages: readonly DepthMessage[]) {
  const bids = new Map(snapshot.bids);
  const asks = new Map(snapshot.asks);
  const set = (side: Map<string, string>, pairs: readonly Pair[]) => {
    for (const [price, size] of pairs)
      if (Number(size) === 0) side.delete(price);
      else side.set(price, size);
  };
  let last: number | undefined;
  for (const message of messages) {
    const { U, u, pu } = message;
    if (pu === undefined ? u <= snapshot.lastUpdateId : u < snapshot.lastUpdateId) continue;
    if (last === undefined) {
      const from = pu === undefined ? snapshot.lastUpdateId + 1 : snapshot.lastUpdateId;
      if (!(U <= from && from <= u) && pu !== snapshot.lastUpdateId)
        throw new Error(`${U}..${u} does not begin at the snapshot ${snapshot.lastUpdateId}`);
    } else if (pu === undefined ? U !== last + 1 : pu !== last)
      throw new Error(`${U}..${u} (after ${pu ?? U - 1}) does not follow ${last}`);
    last = u;
    set(bids, message.b);
    set(asks, message.a);
  }
  const sorted = (side: Map<string, string>, sign: number) =>
    [...side].sort(([one], [other]) => sign * (Number(one) - Number(other)));
  return { bids: sorted(bids, -1), asks: sorted(asks, 1), lastUpdateId: last ?? snapshot.lastUpdateId };
}
