// What has to be fetched and recorded, in an order in which each address sees its own transactions as the chain had them. Pure.

export type Work = {
  readonly signature: string;
  readonly slot: number;
  /** Whom it concerns; more may be added while it waits. */
  readonly addresses: Set<string>;
  /** How often a node did not know it yet. */
  tries: number;
  /** On the monotonic clock: not before. */
  notBeforeMs: number;
  /** Somebody has it: whom else it concerns is told by another. */
  isTaken: boolean;
};

export type WorkQueue = {
  readonly size: number;
  /** At the end, or among what concerns the same addresses behind what is older. Known ones only learn the address. */
  add(work: { signature: string; slot: number; address: string }): void;
  /**
   * The next at most `max`, which wait no longer. What concerns an address that waits for an earlier one, or is with somebody,
   * is left where it is.
   */
  take(max: number, nowMs: number): readonly Work[];
  /** Back to their places, before others of their slots: a node did not know them. */
  putBack(works: readonly Work[]): void;
  /** Those taken are recorded, or given up. */
  done(works: readonly Work[]): void;
  /** Of all that is not done; Infinity where nothing is open. */
  oldestSlot(): number;
  /** On the monotonic clock: when something may be taken that may not be now; null where nothing waits for time. */
  nextMs(nowMs: number): number | null;
};

/** Only what concerns addresses that `isOrdered` says keeps an order: a program is looked at, not recorded. */
export function createWorkQueue(isOrdered: (address: string) => boolean = () => true): WorkQueue {
  let waiting: Work[] = [];
  const known = new Map<string, Work>();
  const open = new Set<Work>();
  /** Addresses with work that somebody has. */
  const busy = new Map<string, number>();

  const place = (work: Work): void => {
    // Work comes nearly always in the order of slots: the place is looked for from the end.
    let at = waiting.length;
    while (at > 0 && (waiting[at - 1] as Work).slot > work.slot) at -= 1;
    waiting.splice(at, 0, work);
  };
  /** Of what is taken, the addresses that wait for it. */
  const held = new Map<Work, readonly string[]>();

  const orderedOf = ({ addresses }: Work) => [...addresses].filter(isOrdered);
  const free = (work: Work): void => {
    for (const address of held.get(work) ?? []) {
      const left = (busy.get(address) ?? 1) - 1;
      if (left === 0) busy.delete(address);
      else busy.set(address, left);
    }
    held.delete(work);
  };
  return {
    get size() {
      return open.size;
    },
    add({ signature, slot, address }) {
      const earlier = known.get(signature);
      if (earlier !== undefined && !earlier.isTaken) {
        earlier.addresses.add(address);
        return;
      }
      const begun = { tries: 0, notBeforeMs: 0, isTaken: false };
      const work = { signature, slot, addresses: new Set([address]), ...begun };
      known.set(signature, work);
      open.add(work);
      place(work);
    },
    take(max, nowMs) {
      const taken: Work[] = [];
      const left: Work[] = [];
      let rest: Work[] = [];
      const blocked = new Set<string>();
      for (const [i, work] of waiting.entries()) {
        if (taken.length === max) {
          rest = waiting.slice(i);
          break;
        }
        const mustWait =
          work.notBeforeMs > nowMs ||
          orderedOf(work).some((address) => blocked.has(address) || busy.has(address));
        if (mustWait) {
          for (const address of orderedOf(work)) blocked.add(address);
          left.push(work);
        } else taken.push(work);
      }
      waiting = left.concat(rest);
      for (const work of taken) {
        work.isTaken = true;
        const own = orderedOf(work);
        held.set(work, own);
        for (const address of own) busy.set(address, (busy.get(address) ?? 0) + 1);
      }
      return taken;
    },
    putBack(works) {
      for (const work of works) {
        free(work);
        work.isTaken = false;
      }
      if (works.length > 0) waiting = merged(works, waiting);
    },
    done(works) {
      for (const work of works) {
        free(work);
        open.delete(work);
        if (known.get(work.signature) === work) known.delete(work.signature);
      }
    },
    oldestSlot() {
      let oldest = Infinity;
      for (const { slot } of open) oldest = Math.min(oldest, slot);
      return oldest;
    },
    nextMs(nowMs) {
      let next = Infinity;
      for (const { notBeforeMs } of waiting) if (notBeforeMs > nowMs) next = Math.min(next, notBeforeMs);
      return next === Infinity ? null : next;
    },
  };
}

/** Two in the order of slots as one, the first before the second where slots are equal. */
function merged(one: readonly Work[], other: readonly Work[]): Work[] {
  const all: Work[] = [];
  let i = 0;
  for (const work of other) {
    for (let next = one[i]; next && next.slot <= work.slot; next = one[++i]) all.push(next);
    all.push(work);
  }
  return all.concat(one.slice(i));
}
