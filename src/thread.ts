// Entry of every worker thread: imports the services placed on it and lets the supervisor start them.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { ToHost } from './core/host/control.ts';
import { createHost } from './core/host/create-host.ts';
import { loadServices } from './core/host/load-services.ts';
import type { ThreadData } from './core/host/thread-data.ts';
import { createPortWire } from './core/link/wire.ts';

const port = parentPort;
if (!port) throw new Error('thread.ts runs only as a worker of main.ts');
const data = workerData as ThreadData;
const host = createHost(data, await loadServices(data.services), (message) => port.postMessage(message));

port.on('message', (message: ToHost<MessagePort>) => {
  host.receive('wire' in message ? { ...message, wire: createPortWire(message.wire) } : message);
});
port.postMessage({ type: 'loaded' });
