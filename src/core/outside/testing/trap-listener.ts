// A listener that nobody should ever reach.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Any connection to it is a failure of the test. */
export async function openTrap(t: { after(run: () => void): void }) {
  let connections = 0;
  const trap = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(trap, 'listening');
  t.after(() => trap.close());
  return { port: (trap.address() as AddressInfo).port, connections: () => connections };
}
