// Run once by `npm ci`: loads what a start loads, so that Node's cache has the compiled code of every module, and the first
// start is as quick as the later ones. Flags and folder of the cache are those of the launcher `zapflow`.
import './cli/command-main.ts';
import './cli/guard/guard-main.ts';
import './program/run-program.ts';
import './sandbox/control/server.ts';
import './sandbox/members/index.ts';
import './sandbox/sandbox.ts';
import { stripSigner } from './signer/signer-code.ts';
import { workers } from './workers/index.ts';

for (const { module } of workers) await import(module);
// They refuse to run where there is no parent thread, but are compiled before.
await Promise.allSettled([import('./thread.ts'), import('./core/pool/pool-thread.ts')]);
stripSigner();
