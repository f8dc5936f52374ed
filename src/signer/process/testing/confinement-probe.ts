// An entry that starts the signer as `main.ts` does, tries everything it must not be able to, and prints what came of it.
import { startSigner } from '../start-signer.ts';

startSigner();

const outcomes: Record<string, string> = {};
const file = new URL('../main.ts', import.meta.url);
const settled = (emitter: { once(event: string, run: (value: unknown) => void): unknown }, event: string) =>
  new Promise<void>((resolve, reject) => {
    emitter.once(event, () => resolve());
    emitter.once('error', reject);
  });

const attempts: Record<string, () => unknown> = {
  'read its own code': async () => (await import('node:fs')).readFileSync(file),
  'read a file': async () => (await import('node:fs')).readFileSync('/etc/hostname'),
  'read its environment': async () => (await import('node:fs')).readFileSync('/proc/self/environ'),
  'read its memory': async () => (await import('node:fs')).openSync('/proc/self/mem', 'r'),
  'write a file': async () => (await import('node:fs')).writeFileSync('/probe', ''),
  'write beside its code': async () => (await import('node:fs')).writeFileSync(new URL('./x', file), ''),
  'list a folder': async () => (await import('node:fs')).readdirSync('/'),
  'change folder': () => process.chdir('/'),
  'connect over TCP': async () => settled((await import('node:net')).connect(18_999, '127.0.0.1'), 'connect'),
  'connect over a local socket': async () => settled((await import('node:net')).connect('/run/x'), 'connect'),
  fetch: () => fetch('http://127.0.0.1:18999'),
  'resolve a name': async () => (await import('node:dns/promises')).lookup('localhost'),
  'send a datagram': async () => {
    const socket = (await import('node:dgram')).createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await settled(socket, 'listening');
  },
  'start a process': async () => (await import('node:child_process')).spawn('true'),
  'start a process and wait': async () => {
    const { error } = (await import('node:child_process')).spawnSync('true');
    if (error) throw error;
  },
  'start a thread': async () => new (await import('node:worker_threads')).Worker('1', { eval: true }),
  'open a database': () => import('node:sqlite'),
  'call foreign code': () => import(`node:${'ffi'}`),
  'open the inspector': async () => (await import('node:inspector')).open(0),
  'inspect itself': async () => new (await import('node:inspector')).Session().connect(),
  'load an add-on': () => process.dlopen({ exports: {} }, '/x.node'),
  'run WASI': async () => new (await import('node:wasi')).WASI({ version: 'preview1' }),
  'write a heap snapshot': async () => (await import('node:v8')).writeHeapSnapshot('/probe'),
  'write a report': () => process.report.writeReport('/probe'),
  'load code from text': () => Function('return 1')(),
  'load code from a file': () => import('../packet.ts?again' as string),
  'change a prototype': () => {
    Object.defineProperty(Array.prototype, 'map', { value: () => [] });
  },
  'reach a prototype by its old name': () => {
    if (!('__proto__' in {})) throw new TypeError('there is none');
  },
};

for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    outcomes[name] = 'done';
  } catch (thrown) {
    const { code, name: kind, cause } = thrown as NodeJS.ErrnoException & { cause?: { code?: string } };
    outcomes[name] = cause?.code ?? code ?? kind;
  }
}
outcomes['environment'] = Object.keys(process.env).join();
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
