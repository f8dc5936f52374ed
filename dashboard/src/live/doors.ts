// What the live connection reaches the browser by, so that a test can be the browser.

export type LiveSocket = {
  send(text: string): void;
  close(): void;
};

export type SocketEvents = {
  opened(): void;
  received(text: string): void;
  /** Once, also when it never opened. `code` is that of the WebSocket. */
  closed(code: number): void;
};

export type Doors = {
  open(events: SocketEvents): LiveSocket;
  nowMs(): number;
  /** Runs it once after so many milliseconds; returns what calls it off. */
  after(delayMs: number, run: () => void): () => void;
  /** From 0 to below 1. */
  random(): number;
};

export const browserDoors: Doors = {
  open({ opened, received, closed }) {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws`);
    socket.onopen = opened;
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') received(data);
    };
    socket.onclose = ({ code }) => closed(code);
    return socket;
  },
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
