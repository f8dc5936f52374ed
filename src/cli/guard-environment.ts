// Whether something above us restarts the program already.
import { existsSync, readFileSync } from 'node:fs';

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  readonly ppid: number;
  /** Name of process 1; read from /proc when not given. */
  readonly initName?: string;
  readonly isContainer?: boolean;
};

/** Inits that container engines put before the program. */
const containerInits = new Set(['tini', 'docker-init', 'dumb-init', 'catatonit', 'conmon']);

/** Its name, or undefined: systemd sets INVOCATION_ID, a container ends with its process 1 or the init's child. */
export function detectOtherGuard(surroundings: Surroundings): string | undefined {
  const { env, pid, ppid } = surroundings;
  // a desktop session hands INVOCATION_ID down to every program in it, with the id of the one that is watched
  const watched = env['SYSTEMD_EXEC_PID'];
  if (env['INVOCATION_ID'] !== undefined && (watched === undefined || watched === String(pid)))
    return 'systemd';
  const isContainer =
    surroundings.isContainer ?? ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file));
  const initName = surroundings.initName ?? readInitName();
  if (pid === 1 || (isContainer && ppid === 1 && containerInits.has(initName))) return 'the container engine';
  return undefined;
}

function readInitName(): string {
  try {
    return readFileSync('/proc/1/comm', 'utf8').trim();
  } catch {
    return '';
  }
}
