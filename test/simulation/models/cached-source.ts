// What is cached: things whose every version is on record, as the values of the two kinds that a simulation uses.

export const cachedKinds = ['wallets', 'userSettings'] as const;

export type CachedKind = (typeof cachedKinds)[number];
export type Named = { readonly kind: CachedKind; readonly key: string };

type Version = { readonly isAbsent: boolean; readonly sinceMs: number };

const TAGS = 3;

export class CachedSource {
  readonly #versions = new Map<string, Version[]>();

  /** The newest version, from 0. */
  current(thing: Named): number {
    return this.#of(thing).length - 1;
  }

  change(thing: Named, isAbsent: boolean, nowMs: number): void {
    this.#of(thing).push({ isAbsent, sinceMs: nowMs });
  }

  valueOf(thing: Named, version: number): unknown {
    if (this.#of(thing)[version]?.isAbsent) return undefined;
    const { kind, key } = thing;
    return kind === 'wallets'
      ? { address: key, slot: version, lamports: '0', tokens: [] }
      : { userId: key, language: String(version), timeZone: 'UTC', isMuted: false };
  }

  /** The newest version that a value may be; undefined when it is none of this thing. */
  versionOf(thing: Named, value: unknown): number | undefined {
    const versions = this.#of(thing);
    if (value === undefined) {
      const last = versions.findLastIndex(({ isAbsent }) => isAbsent);
      return last < 0 ? undefined : last;
    }
    const { slot, language, address, userId } = value as Record<string, unknown>;
    const version = Number(slot ?? language);
    const isKnown = versions[version]?.isAbsent === false && (address ?? userId) === thing.key;
    return isKnown ? version : undefined;
  }

  /** When a version was replaced; never, as long as it is the newest. */
  endOf(thing: Named, version: number): number {
    return this.#of(thing)[version + 1]?.sinceMs ?? Number.POSITIVE_INFINITY;
  }

  #of({ kind, key }: Named): Version[] {
    const id = `${kind} ${key}`;
    const versions = this.#versions.get(id) ?? [{ isAbsent: false, sinceMs: 0 }];
    this.#versions.set(id, versions);
    return versions;
  }
}

/** What all threads ask for at once in the end; its source never fails. */
export const herded: Named = { kind: 'wallets', key: 'herd9' };

export function isHerded({ key }: Named): boolean {
  return key === herded.key;
}

/** Each thing has one tag for ever. */
export function tagOf(key: string): string {
  return `tag${Number(/\d+$/.exec(key)?.[0] ?? 0) % TAGS}`;
}

export function isCovered(key: string, target: { keys: string[]; tags: string[]; isAll: boolean }): boolean {
  return target.isAll || target.keys.includes(key) || target.tags.includes(tagOf(key));
}
