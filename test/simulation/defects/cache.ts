// Mistakes in what is held for how long, and by whom.
import type { Defect } from './defect.ts';

export const cacheDefects: readonly Defect[] = [
  {
    name: 'fill-after-invalidation',
    row: 'calls',
    why: 'What was loaded before its tag was invalidated is stored after it.',
    file: 'src/workers/cache/kind-cache.ts',
    find: 'const isOutdated = !flight || this.#marks.isVoid(tags, flight.version);',
    replace: 'const isOutdated = !flight;',
    fell: {
      scenario: 'cache',
      seed: 63,
      invariant: 'nobody is given what it knows to be outdated, and one loads at a time',
    },
  },
  {
    name: 'flight-never-lands',
    row: 'pool',
    why: 'A load that is over still counts as under way, and whoever asks waits for it.',
    file: 'src/workers/cache/flights.ts',
    find: 'this.#open.delete(key);\n    for (const { answer } of flight.waiters) answer(reply);',
    replace: 'for (const { answer } of flight.waiters) answer(reply);',
    fell: {
      scenario: 'cache',
      seed: 79,
      invariant: 'nobody is given what it knows to be outdated, and one loads at a time',
    },
  },
  {
    name: 'lease-never-ends',
    row: 'shared memory',
    why: 'Whoever died with a lease keeps it.',
    file: 'src/workers/cache/flights.ts',
    find: 'const timer = clock.after(leaseMs, () => this.pass(key, lease));',
    replace: 'const timer = clock.after(2 ** 31 - 1, () => this.pass(key, lease));',
    fell: {
      scenario: 'cache',
      seed: 175,
      invariant: 'nobody is given what it knows to be outdated, and one loads at a time',
    },
  },
  {
    name: 'nothing-for-ever',
    row: 'calls',
    why: 'That there is nothing is believed for ever.',
    file: 'src/workers/cache/kind-values.ts',
    find: '{ freshMs: Math.min(ttlMs, negativeTtlMs), staleMs: 0 }',
    replace: '{ freshMs: 2 ** 31 - 1, staleMs: 0 }',
    fell: {
      scenario: 'cache',
      seed: 7,
      invariant: 'nobody is given what it knows to be outdated, and one loads at a time',
    },
  },
  {
    name: 'gap-not-noticed',
    row: 'monitor',
    why: 'Invalidations that were missed are not missed.',
    file: 'src/core/cache/near-cache.ts',
    find: 'if (!isComplete) this.#drop(EVERYTHING);\n    else if',
    replace: 'if',
    fell: {
      scenario: 'cache',
      seed: 7,
      invariant: 'nobody is given what it knows to be outdated, and one loads at a time',
    },
  },
  {
    name: 'invalidation-forgotten',
    row: 'dual write',
    why: 'What was invalidated while the cache worker was away is not said again.',
    file: 'src/core/cache/near-cache.ts',
    find: 'this.#unsent.add(target);',
    replace: '',
    fell: {
      scenario: 'cache',
      seed: 639,
      invariant: 'nobody is given what it knows to be outdated, and one loads at a time',
    },
  },
  {
    name: 'invalidated-under-way',
    row: 'dual write',
    why: 'A load that was under way when its key was invalidated keeps its lease.',
    file: 'src/workers/cache/kind-cache.ts',
    find: '      // Who loads it now may have read what no longer counts.\n      this.#flights.pass(key);',
    replace: '',
    fell: {
      scenario: 'cache',
      seed: 287,
      invariant: 'nobody is given what it knows to be outdated, and one loads at a time',
    },
  },
];
