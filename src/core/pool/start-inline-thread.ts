// A pool thread that is no thread: tasks run on the caller's own, one a turn, under its clock.
import type { Clock } from '../clock.ts';
import { toWireError } from '../errors.ts';
import type { StartThread } from './protocol.ts';
import { createTaskRunner, type TaskRunner } from './task-runner.ts';
import { ThreadState } from './thread-state.ts';

export type ImportModule = (module: URL) => Promise<Readonly<Record<string, unknown>>>;

const importModuleFile: ImportModule = (module) => import(module.href);

/** Data is copied both ways as between threads. A loop that never ends cannot be ended here, nor a crash contained. */
export function createInlineStarter(clock: Clock, importModule = importModuleFile): StartThread {
  return (spec, events) => {
    let runner: TaskRunner | undefined;
    let isAlive = true;

    const load = async (): Promise<void> => {
      try {
        const tasks = await importModule(spec.module);
        if (!isAlive) return;
        runner = createTaskRunner({
          tasks,
          state: new ThreadState(spec.shared),
          clock,
          reply: (replies) => {
            const copy = structuredClone(replies);
            if (isAlive) events.message({ kind: 'replies', replies: copy });
          },
          receive: () => undefined,
          yieldsBetweenTasks: true,
        });
        events.message({ kind: 'ready' });
      } catch (error) {
        if (isAlive) events.message({ kind: 'loadFailed', error: toWireError(error) });
      }
    };
    void load();

    return {
      post: (batch) => runner?.accept(structuredClone(batch)),
      holdProcess: () => {},
      terminate: async () => {
        if (!isAlive) return;
        isAlive = false;
        runner?.stop();
        // A caller learns of the end after its own call returned, as with a real thread.
        await Promise.resolve();
        events.exited('terminated');
      },
    };
  };
}
