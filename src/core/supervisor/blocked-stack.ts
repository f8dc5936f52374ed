// Where a thread that no longer answers is: asks its debugger, which works even inside an endless loop.
import { Session } from 'node:inspector';
import { systemClock } from '../clock.ts';

const TIMEOUT_MS = 2000;
const MAX_FRAMES = 20;

type Frame = { functionName: string; url: string; location: { lineNumber: number; columnNumber?: number } };

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
    const tell = (method: string, id: number) =>
      session.post('NodeWorker.sendMessageToWorker', {
        sessionId: workerSession ?? '',
        message: JSON.stringify({ id, method }),
      });
    session.on('NodeWorker.attachedToWorker', ({ params }) => {
      if (Number(params.workerInfo.workerId) !== threadId) return;
      workerSession = params.sessionId;
      tell('Debugger.enable', 1);
      tell('Debugger.pause', 2);
    });
    session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      if (params.sessionId !== workerSession) return;
      const message = JSON.parse(params.message) as { method?: string; params?: { callFrames?: Frame[] } };
      if (message.method !== 'Debugger.paused') return;
      tell('Debugger.resume', 3);
      resolve(toText(message.params?.callFrames ?? []));
    });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  });
}

function toText(frames: readonly Frame[]): string {
  return frames
    .slice(0, MAX_FRAMES)
    .map(({ functionName, url, location }) => {
      const place = `${url}:${location.lineNumber + 1}:${(location.columnNumber ?? 0) + 1}`;
      return `at ${functionName || '(anonymous)'} (${place})`;
    })
    .join('\n');
}
