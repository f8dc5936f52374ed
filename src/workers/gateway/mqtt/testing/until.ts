import { setTimeout as sleep } from 'node:timers/promises';

const GIVE_UP_MS = 20_000;
const LOOK_EVERY_MS = 5;

/** Resolves as soon as it is so. */
export async function until(isSo: () => boolean | Promise<boolean>, what = String(isSo)): Promise<void> {
  for (let waitedMs = 0; !(await isSo()); waitedMs += LOOK_EVERY_MS) {
    if (waitedMs > GIVE_UP_MS) throw new Error(`It never came to: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}
