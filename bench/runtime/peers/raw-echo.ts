// What people write instead of a call: a port whose other end posts back what it gets.
// It lives on the thread of the echo service, because two pairs of threads may be scheduled three times as fast as each other.
import { MessageChannel, type MessagePort, postMessageToThread } from 'node:worker_threads';

/** Echoes on every port that is sent to this thread; returns what ends it. */
export function echoOnArrival(): () => void {
  const ports: MessagePort[] = [];
  const onPort = (port: MessagePort) => {
    port.on('message', (message: unknown) => port.postMessage(message));
    port.unref();
    ports.push(port);
  };
  process.on('workerMessage', onPort);
  return () => {
    process.off('workerMessage', onPort);
    for (const port of ports) port.close();
  };
}

/** A way to send a message to the thread and wait for it to come back, one at a time. */
export async function openRawEcho(threadId: number) {
  const { port1: near, port2: far } = new MessageChannel();
  await postMessageToThread(threadId, far, [far]);
  let resolve: (reply: unknown) => void = () => {};
  near.on('message', (reply) => resolve(reply));
  return {
    echo: (message: unknown) =>
      new Promise<unknown>((done) => {
        resolve = done;
        near.postMessage(message);
      }),
    close: () => near.close(),
  };
}
