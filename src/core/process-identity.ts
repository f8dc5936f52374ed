// Which process this is, so that a recycled process id is not taken for it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type ProcessIdentity = {
  readonly pid: number;
  /** When the process started, in a form of the system's own; compare it, do not read it. */
  readonly startTime: string;
  /** Changes with each boot of the machine; empty where the start time already tells. */
  readonly bootId: string;
};

/** The process that has this id now, or undefined when there is none or it is only waiting to be reaped. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

export function isSameProcess(one: ProcessIdentity, other: ProcessIdentity | undefined): boolean {
  return one.pid === other?.pid && one.startTime === other.startTime && one.bootId === other.bootId;
}

/** Fields of /proc/PID/stat after the name in parentheses, which may itself hold anything; see proc(5). */
function identifyByProc(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startTime] = [fields[0], fields[19]];
    if (startTime === undefined || state === 'Z' || state === 'X') return undefined;
    return { pid, startTime, bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim() };
  } catch {
    return undefined;
  }
}

function identifyByPs(pid: number): ProcessIdentity | undefined {
  try {
    const startTime = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return startTime === '' ? undefined : { pid, startTime, bootId: '' };
  } catch {
    return undefined;
  }
}
