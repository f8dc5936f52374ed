// A thread without a runtime that imports what a thread of ours imports, then echoes.
import { parentPort } from 'node:worker_threads';
import '../../../src/core/host/create-host.ts';
import '../../../src/core/host/load-services.ts';
import '../../../src/core/link/wire.ts';
import '../services/echo.ts';

parentPort!.on('message', (message: unknown) => parentPort!.postMessage(message));
