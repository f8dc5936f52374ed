// What storage was asked to write and what the callers were told: the reference that the stored rows are compared with.
import { type Outcome, outcomeOf } from '../outcomes.ts';

/** What is kept by key, whichever unit wrote it. */
export type Kind = 'entry' | 'reservation' | 'closing' | 'message' | 'trace';

/** One meaning that a key was given; the first that is stored keeps it. */
type Variant = {
  isDone: boolean;
  /** Askings that did not surely leave nothing behind: without an answer so far, unknown, or failed on the way. */
  open: number;
};

export type Thing = {
  readonly kind: Kind;
  readonly key: string;
  readonly variants: Map<string, Variant>;
  /** Counts what happened in the world, one after the other. */
  readonly begunAt: number;
  doneAt?: number;
};

/** Refusals that come only where the write has not happened, however often the link has repeated it. */
const refusals = new Set(['FUNDS_INSUFFICIENT', 'KEY_REUSED', 'RESERVATION_UNKNOWN']);

export class WriteRecord {
  readonly things = new Map<string, Thing>();
  /** Acknowledged since somebody looked last. */
  readonly #fresh: { readonly thing: Thing; readonly variant: string }[] = [];
  #happened = 0;

  /** @param isOnce the call is never repeated by the link, so that every failure says that nothing was done */
  async write(
    kind: Kind,
    key: string,
    variant: string,
    isOnce: boolean,
    call: Promise<unknown>,
  ): Promise<Outcome<unknown>> {
    const thing = this.#thingOf(kind, key);
    const known = thing.variants.get(variant) ?? { isDone: false, open: 0 };
    thing.variants.set(variant, known);
    known.open++;
    const outcome = await outcomeOf(call);
    if (outcome.kind === 'done') {
      known.isDone = true;
      thing.doneAt ??= ++this.#happened;
      this.#fresh.push({ thing, variant });
    } else if (outcome.kind === 'failed' && (isOnce || refusals.has(outcome.code))) known.open--;
    return outcome;
  }

  find(kind: Kind, key: string): Thing | undefined {
    return this.things.get(`${kind} ${key}`);
  }

  of(kind: Kind): Thing[] {
    return [...this.things.values()].filter((thing) => thing.kind === kind);
  }

  takeFresh(): { readonly thing: Thing; readonly variant: string }[] {
    return this.#fresh.splice(0);
  }

  #thingOf(kind: Kind, key: string): Thing {
    const id = `${kind} ${key}`;
    const thing = this.things.get(id) ?? { kind, key, variants: new Map(), begunAt: ++this.#happened };
    this.things.set(id, thing);
    return thing;
  }
}

/** What is wrong with finding this meaning, or nothing (undefined), under a key. */
export function disagreement(thing: Thing | undefined, name: string, found: string | undefined) {
  if (found !== undefined && !mayBe(thing?.variants.get(found)))
    return `${name} is stored as ${found}, which ${thing ? 'was refused or' : 'was'} never asked for.`;
  if (!thing) return undefined;
  for (const [variant, { isDone }] of thing.variants)
    if (isDone && variant !== found) return `${name} was acknowledged as ${variant}; stored is ${found}.`;
  return undefined;
}

function mayBe(variant: Variant | undefined): boolean {
  return variant !== undefined && variant.open > 0;
}
