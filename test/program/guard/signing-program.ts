// A program under the guard that only signs: at its start, and again when it is told to stop. For tests.
import { readFileSync } from 'node:fs';
import { systemClock } from '../../../src/core/clock.ts';
import { openGuardLink } from '../../../src/program/guard/guard-link.ts';
import { createSignerClient } from '../../../src/signer/client.ts';
import { createSignerCalls } from '../../../src/signer/signer-calls.ts';

const [dataDir = '', keystoreFile = '', keyId = '', message = ''] = process.argv.slice(2);
const guard = openGuardLink(process.env);
if (!guard) throw new Error('It runs under the guard only.');
const calls = createSignerCalls(createSignerClient(guard.signerPipes, { clock: systemClock }));

function say(words: object): void {
  process.stdout.write(`${JSON.stringify({ pid: process.pid, ...words })}\n`);
}

async function sign(at: string): Promise<void> {
  const signature = await calls.sign(keyId, Buffer.from(message, 'hex'));
  say({ at, signature: signature.toString('hex') });
}

const running = new Promise<void>((resolve) => {
  guard.onChange(({ signer }) => {
    if (signer?.state !== 'running') return;
    say({ at: 'told', signer: signer.pid });
    resolve();
  });
});
guard.tell({ type: 'wanted', dataDir, sandbox: null, signer: true });
await running;
const { isLoaded } = await calls.status();
if (!isLoaded) await calls.load(readFileSync(keystoreFile), Buffer.from('correct horse battery'));
say({ at: 'armed', wasArmed: isLoaded });
await sign('start');
process.once('SIGTERM', async () => {
  await sign('stop');
  guard.close();
});
void guard.gone.then(() => {
  say({ at: 'guard gone' });
  guard.close();
});
