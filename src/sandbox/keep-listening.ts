// Has a server of a member listen, and tries again while its port is taken.
import type { Clock, Timer } from '../core/clock.ts';
import { toAppError } from '../core/errors.ts';

/** After a port that was taken. */
const RETRY_MS = 2000;

type Server = { listen(port: number): Promise<number>; close(): Promise<void> };

export type Listening = {
  /** Null until it listens. */
  readonly port: number | null;
  /** Why it does not; '' where it does. */
  readonly problem: string;
  close(): Promise<void>;
};

/** Resolves after the first try, whatever came of it. */
export async function keepListening(server: Server, wanted: number, clock: Clock): Promise<Listening> {
  let port: number | null = null;
  let problem = '';
  let retry: Timer | undefined;
  let isClosed = false;
  const listen = async (): Promise<void> => {
    try {
      port = await server.listen(wanted);
      problem = '';
      if (isClosed) await server.close();
    } catch (thrown) {
      problem = `${toAppError(thrown).message} It is tried again.`;
      if (!isClosed) retry = clock.after(RETRY_MS, () => void listen());
    }
  };
  await listen();
  return {
    get port() {
      return port;
    },
    get problem() {
      return problem;
    },
    close() {
      isClosed = true;
      retry?.cancel();
      return server.close();
    },
  };
}
