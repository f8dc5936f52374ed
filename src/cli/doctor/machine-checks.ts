// Checks of what Zapflow runs on: Node, memory, clock.
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { type Check, type Finding, ok, problem, warning } from './check.ts';

/** The first release in which a worker's heap limit ends only that worker. */
const MIN_NODE_MAJOR = 26;
const MB = 2 ** 20;

export const nodeVersion: Check = {
  name: 'Node',
  run: async ({ root }) => {
    const text = readFileSync(join(root, 'package.json'), 'utf8');
    const { optionalDependencies } = JSON.parse(text) as { optionalDependencies?: Record<string, string> };
    return judgeNode(process.versions.node, Object.values(optionalDependencies ?? {})[0]);
  },
};

export function judgeNode(version: string, pinned: string | undefined): Finding {
  const advice = 'run Zapflow by ./zapflow after `npm ci`, which brings the right Node';
  if (Number.parseInt(version, 10) < MIN_NODE_MAJOR)
    return problem(`${version}, older than ${MIN_NODE_MAJOR}`, advice);
  return pinned === undefined || version === pinned
    ? ok(version)
    : warning(`${version} instead of ${pinned}`, advice);
}

export const memory: Check = {
  name: 'memory',
  run: async ({ config }) => {
    // without a limit the container's figure is a number larger than any machine
    const totalMb = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / MB;
    return judgeMemory(totalMb, process.availableMemory() / MB, config.runtime.processMemoryMb);
  },
};

export function judgeMemory(totalMb: number, freeMb: number, processMemoryMb: number): Finding {
  const found = `${Math.floor(freeMb)} MB free of ${Math.floor(totalMb)} MB`;
  if (processMemoryMb > totalMb) return problem(found, `lower runtime.processMemoryMb (${processMemoryMb})`);
  if (freeMb < 512) return problem(found, 'free at least 512 MB; some workers will not start');
  return freeMb < 1024 ? warning(found, 'free 1 GB, or set placement to compact') : ok(found);
}

const MEASURE_MS = 200;
const MAX_DRIFT_MS = 50;
/** 2026-01-01 in milliseconds since the epoch: a wall clock before it was never set. */
const BUILT_MS = 1_767_225_600_000;

export const clockCheck: Check = {
  name: 'clock',
  run: async ({ clock }) => {
    const [wall, monotonic] = [clock.now(), clock.monotonicMs()];
    await clock.sleep(MEASURE_MS);
    const driftMs = clock.now() - wall - (clock.monotonicMs() - monotonic);
    return judgeClock(wall, driftMs, Intl.DateTimeFormat().resolvedOptions().timeZone);
  },
};

export function judgeClock(wallMs: number, driftMs: number, timeZone: string | undefined): Finding {
  if (wallMs < BUILT_MS)
    return problem('wall clock is years behind', 'set the clock, and keep it right with NTP');
  if (Math.abs(driftMs) > MAX_DRIFT_MS)
    return problem(
      `wall clock jumped ${Math.round(driftMs)} ms while looked at`,
      'let one NTP service keep the clock',
    );
  if (timeZone === undefined) return warning('time zone unknown', 'set TZ, for reports at local times');
  return ok(`wall and monotonic time agree, zone ${timeZone}`);
}
