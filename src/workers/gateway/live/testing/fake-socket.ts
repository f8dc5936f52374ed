// A connection whose network is the test: it takes what it is told to, and remembers what it was sent.
import { type ServerFrame, serverFrame } from '../../../../api/live.ts';
import type { LiveSocket } from '../client.ts';

export class FakeSocket implements LiveSocket {
  readonly sent: ServerFrame[] = [];
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  pings = 0;
  isTerminated = false;
  /** Messages it takes before it is full. */
  room = Number.POSITIVE_INFINITY;

  write(frame: Buffer): boolean {
    this.sent.push(toServerFrame(frame));
    this.room--;
    return this.room > 0;
  }

  ping(): void {
    this.pings++;
  }

  close(code: number, reason: string): void {
    this.closes.push({ code, reason });
  }

  terminate(): void {
    this.isTerminated = true;
  }

  /** Takes out what was sent since the last time. */
  take(): ServerFrame[] {
    return this.sent.splice(0);
  }
}

/** Checked against the protocol: what does not fit it throws. */
export function toServerFrame(frame: Buffer): ServerFrame {
  const length = frame[1]!;
  const head = length === 127 ? 10 : length === 126 ? 4 : 2;
  return serverFrame.parse(JSON.parse(frame.toString('utf8', head)));
}
