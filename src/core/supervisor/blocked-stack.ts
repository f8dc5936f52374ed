// Where a thread that no longer answers is: asks its debugger, which works even inside an endless loop.
import { Session } from 'node:inspector';
import { systemClock } from '../clock.ts';

const TIMEOUT_MS = 2000;
const MAX_FRAMES = 20;

type Frame = {
  functionName: string;
  location: { scriptId: string; lineNumber: number; columnNumber?: number };
};

type DebuggerMessage = {
  method?: string;
  params?: { callFrames?: Frame[]; scriptId?: string; url?: string };
};

/** The stack of a worker as text, or undefined when it cannot be had in time. */
export async function stackOfWorker(threadId: number): Promise<string | undefined> {
  const session = new Session();
  try {
    session.connect();
    return await Promise.race([
      pauseAndRead(session, threadId),
      systemClock.sleep(TIMEOUT_MS).then(() => undefined),
    ]);
  } catch {
    return undefined;
  } finally {
    session.disconnect();
  }
}

function pauseAndRead(session: Session, threadId: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let workerSession: string | undefined;
    const urls = new Map<string, string>();
    const tell = (method: string, id: number) =>
      session.post('NodeWorker.sendMessageToWorker', {
        sessionId: workerSession ?? '',
        message: JSON.stringify({ id, method }),
      });
    session.on('NodeWorker.attachedToWorker', ({ params }) => {
      // Its `workerId` is a number of the debugger's own; only the title names the thread.
      if (!params.workerInfo.title.startsWith(`[worker ${threadId}]`)) return;
      workerSession = params.sessionId;
      tell('Debugger.enable', 1);
      tell('Debugger.pause', 2);
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      if (params.sessionId !== workerSession) return;
      const { method, params: about = {} } = JSON.parse(params.message) as DebuggerMessage;
      // Frames name their script by number only.
      if (method === 'Debugger.scriptParsed') urls.set(about.scriptId ?? '', about.url ?? '');
      if (method !== 'Debugger.paused') return;
      tell('Debugger.resume', 3);
      resolve(toText(about.callFrames ?? [], urls));
    });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  });
}

function toText(frames: readonly Frame[], urls: ReadonlyMap<string, string>): string {
  return frames
    .slice(0, MAX_FRAMES)
    .map(({ functionName, location }) => {
      const place = `${urls.get(location.scriptId) ?? ''}:${location.lineNumber + 1}:${(location.columnNumber ?? 0) + 1}`;
      return `at ${functionName || '(anonymous)'} (${place})`;
    })
    .join('\n');
}
