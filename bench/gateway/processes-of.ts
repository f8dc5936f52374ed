// What a process and everything below it take, read from /proc (Linux only).
import { readdirSync, readFileSync } from 'node:fs';

const root = '/proc';
/** USER_HZ, which Linux has fixed for programs at a hundredth of a second. */
const TICK_MS = 10;
/** Places in /proc/<pid>/stat behind the name, which may itself hold blanks and brackets. */
const [PARENT, USER, SYSTEM] = [1, 11, 12];

export type Family = {
  readonly processes: number;
  /** Processor time so far. */
  readonly cpuMs: number;
  /** Resident memory of each added up, so what they share counts several times. */
  readonly rssBytes: number;
};

export function readFamily(pid: number): Family {
  const stats = new Map(listPids().flatMap((one) => toEntry(one)));
  const members = [...stats.keys()].filter((one) => isBelow(one, pid, stats));
  return {
    processes: members.length,
    cpuMs: members.reduce((sum, one) => sum + stats.get(one)!.cpuMs, 0),
    rssBytes: members.reduce((sum, one) => sum + readRss(one), 0),
  };
}

type Stat = { readonly parent: number; readonly cpuMs: number };

function listPids(): number[] {
  return readdirSync(root)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Nothing for a process that has ended meanwhile. */
function toEntry(pid: number): [number, Stat][] {
  const stat = read(pid, 'stat');
  if (stat === undefined) return [];
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const cpuMs = (fields[USER]! + fields[SYSTEM]!) * TICK_MS;
  return [[pid, { parent: fields[PARENT]!, cpuMs }]];
}

function isBelow(pid: number, ancestor: number, stats: ReadonlyMap<number, Stat>): boolean {
  for (let one: number | undefined = pid; one; one = stats.get(one)?.parent)
    if (one === ancestor) return true;
  return false;
}

function readRss(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(read(pid, 'status') ?? '') ?? [];
  return Number(kilobytes) * 1024;
}

function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`${root}/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
