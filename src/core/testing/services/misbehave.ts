// Every way in which a thread can go wrong, for the tests that must survive it.

export type Misdeed = 'exit' | 'loop' | 'heap' | 'map' | 'string' | 'buffer' | 'timer' | 'rejection';

export function misbehave(how: Misdeed): void {
  misdeeds[how]();
}

const misdeeds: Record<Misdeed, () => void> = {
  exit: () => process.exit(3),
  loop: endlessLoop,
  heap() {
    const kept: unknown[] = [];
    for (;;) kept.push(new Array(1000).fill(kept.length));
  },
  map() {
    const kept = new Map<number, object>();
    for (let i = 0; ; i++) kept.set(i, { i });
  },
  string() {
    const kept: string[] = [];
    for (let i = 0; ; i++) kept.push(`${i}`.repeat(10_000).split('').join('-'));
  },
  buffer() {
    const kept: Buffer[] = [];
    const grow = () => {
      kept.push(Buffer.alloc(8 * 2 ** 20, 1));
      setImmediate(grow);
    };
    grow();
  },
  timer() {
    setTimeout(() => {
      throw new Error('thrown in a timer');
    }, 1);
  },
  rejection() {
    void Promise.reject(new Error('nobody catches this'));
  },
};

function endlessLoop(): void {
  for (;;);
}
