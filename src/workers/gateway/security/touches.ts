// When sessions and tokens were last used, told to storage a few times a minute instead of with every request.
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Client } from '../../../core/service.ts';
import type { storageContract } from '../../storage/contract.ts';

export interface Touches {
  session(idHash: string): void;
  token(id: string): void;
  /** Of a session, when storage may not know it yet. */
  lastSeen(idHash: string): number | undefined;
  stop(): Promise<void>;
}

const FLUSH_MS = 15_000;
/** What one call takes; the rest is told with the next. */
const MAX_TOUCHES = 500;

export function createTouches(
  clock: Clock,
  storage: Pick<Client<typeof storageContract>, 'touchSessions' | 'touchTokens'>,
  log: Log,
): Touches {
  const sessions = new Map<string, number>();
  const tokens = new Map<string, number>();
  const flush = async (): Promise<void> => {
    try {
      const seen = [...sessions].slice(0, MAX_TOUCHES);
      const used = [...tokens].slice(0, MAX_TOUCHES);
      if (seen.length > 0)
        await storage.touchSessions({ seen: seen.map(([idHash, atMs]) => ({ idHash, atMs })) });
      if (used.length > 0) await storage.touchTokens({ used: used.map(([id, atMs]) => ({ id, atMs })) });
      forget(sessions, seen);
      forget(tokens, used);
    } catch (error) {
      log.debug('what was used could not be noted yet', { err: error });
    }
  };
  const timer = clock.every(FLUSH_MS, () => void flush());
  return {
    session: (idHash) => void sessions.set(idHash, clock.now()),
    token: (id) => void tokens.set(id, clock.now()),
    lastSeen: (idHash) => sessions.get(idHash),
    stop() {
      timer.cancel();
      return flush();
    },
  };
}

/** Used again meanwhile: to be told again. */
function forget(map: Map<string, number>, told: readonly (readonly [string, number])[]): void {
  for (const [key, atMs] of told) if (map.get(key) === atMs) map.delete(key);
}
