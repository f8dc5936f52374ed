// Entry of a pool thread: loads the task module, then runs what it is sent.
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { systemClock } from '../clock.ts';
import { toWireError } from '../errors.ts';
import type { TaskBatch, ThreadMessage } from './protocol.ts';
import { createTaskRunner } from './task-runner.ts';
import { ThreadState } from './thread-state.ts';

const { module, shared } = workerData as { module: string; shared: SharedArrayBuffer };
const port = parentPort!;
const send = (message: ThreadMessage): void => port.postMessage(message);

try {
  const runner = createTaskRunner({
    tasks: await import(module),
    state: new ThreadState(shared),
    clock: systemClock,
    reply: (replies) => send({ kind: 'replies', replies }),
    receive: () => receiveMessageOnPort(port)?.message as TaskBatch | undefined,
    yieldsBetweenTasks: false,
  });
  port.on('message', (batch: TaskBatch) => runner.accept(batch));
  port.on('messageerror', (error) => {
    throw error;
  });
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'loadFailed', error: toWireError(error) });
}
