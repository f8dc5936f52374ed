// A subscriber that keeps what it was told.
import { WebSocket } from 'ws';

export type Told<T = unknown> = {
  readonly method: string;
  readonly params: { readonly subscription: number; readonly result: T };
};

export type PushClient = {
  readonly socket: WebSocket;
  /** Notifications, in the order in which they came. */
  readonly told: Told[];
  /** Answers, by the number of the question, which grows from 1. */
  ask<T>(method: string, ...params: unknown[]): Promise<T>;
  say(text: string): Promise<unknown>;
  /** Resolves when all that was sent so far has come. */
  settled(): Promise<void>;
  /** Resolves when it came to so many notifications. */
  count(wanted: number): Promise<void>;
  readonly closed: Promise<number>;
};

export async function openPushClient(url: string): Promise<PushClient> {
  const socket = new WebSocket(url);
  const told: Told[] = [];
  const waiting = new Map<number, (message: { result?: unknown; error?: unknown }) => void>();
  const counting = new Set<() => void>();
  let unnumbered: ((message: unknown) => void) | undefined;
  let last = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (typeof message.id === 'number') return waiting.get(message.id)?.(message);
    if (message.method === undefined) return unnumbered?.(message);
    told.push(message);
    for (const look of counting) look();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    ...{ socket, told, closed },
    ask<T>(method: string, ...params: unknown[]) {
      last += 1;
      const id = last;
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, ({ result, error }) => {
          if (error) reject(Object.assign(new Error('refused'), error));
          else resolve(result as T);
        });
      });
    },
    say(text) {
      socket.send(text);
      return new Promise((resolve) => {
        unnumbered = resolve;
      });
    },
    async settled() {
      const pong = new Promise((resolve) => socket.once('pong', resolve));
      socket.ping();
      await pong;
    },
    count(wanted) {
      return new Promise((resolve) => {
        const look = () => {
          if (told.length < wanted) return;
          counting.delete(look);
          resolve();
        };
        counting.add(look);
        look();
      });
    },
  };
}
