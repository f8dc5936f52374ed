// What lies in a batch: one flat array, a header, then frames. Flat because cloning nested arrays costs twice as much.

/** Plain data that crosses a wire: header, then frames. */
export type Batch = unknown[];

/** Positions of the header. Credits are what the sender of this batch gives back for messages it has consumed. */
export const header = { urgent: 0, sentAt: 1, credits: 2, urgentCredits: 3, length: 4 } as const;

/** The first entry of each frame; what follows it is listed beside it. */
export const frame = {
  /** id, call index, correlation id, parent id, end on the machine's monotonic clock, retry count, …input */
  call: 1,
  /** id */
  cancel: 2,
  /** event index, 1 or 0 */
  subscribe: 3,
  /** id, call index, …output */
  result: 4,
  /** id, error */
  failed: 5,
  /** event index, correlation id, parent id, first sequence, count, …data of each */
  event: 6,
  /** stream index */
  attach: 7,
  /** stream index */
  detach: 8,
  /** stream index, reader slot or -1, next sequence, shared memory or null where records are copied */
  attached: 9,
  /** stream index, first sequence, count, bytes */
  chunk: 10,
  /** stream index: records wait */
  bell: 11,
  /** id: the service is stopping and did not begin the call */
  refused: 12,
  /** nothing more: the service lives, but could not read what came and closes the link */
  broken: 13,
  /** nothing more: the service stops, and what it has not begun by now it never will */
  closing: 14,
  /** nothing more: no call follows on this link; the answer to closing */
  closed: 15,
} as const;

export const CALL_HEAD = 7;
export const RESULT_HEAD = 3;
export const EVENT_HEAD = 6;

/** Where a reader of a batch stands after a frame, and how many messages that frame was. */
export type FrameRead = { readonly next: number; readonly messages: number };

/** Adds a frame; events of one kind and cause that follow each other share one head. */
export function appendFrame(batch: Batch, starts: number[], frameOut: readonly unknown[]): void {
  const last = starts.at(-1);
  if (
    frameOut[0] === frame.event &&
    last !== undefined &&
    batch[last] === frame.event &&
    batch[last + 1] === frameOut[1] &&
    batch[last + 2] === frameOut[2] &&
    batch[last + 3] === frameOut[3] &&
    (batch[last + 4] as number) + (batch[last + 5] as number) === frameOut[4]
  ) {
    batch[last + 5] = (batch[last + 5] as number) + 1;
    for (let i = EVENT_HEAD; i < frameOut.length; i++) batch.push(frameOut[i]);
    return;
  }
  starts.push(batch.length);
  for (const value of frameOut) batch.push(value);
}

/** The frames as they were before events were joined under one head. */
export function singleFrames(joined: readonly unknown[]): (readonly unknown[])[] {
  const count = joined[5] as number;
  if (joined[0] !== frame.event || count === 1) return [joined];
  const width = (joined.length - EVENT_HEAD) / count;
  return Array.from({ length: count }, (_, i) => [
    ...joined.slice(0, 4),
    (joined[4] as number) + i,
    1,
    ...joined.slice(EVENT_HEAD + i * width, EVENT_HEAD + (i + 1) * width),
  ]);
}

/** Makes a frame of the events that are left after the first ones, over what has been read; returns where it begins. */
export function beheadEvents(batch: Batch, offset: number, handled: number, width: number): number {
  const [, index, correlationId, parentId, sequence, count] = batch.slice(offset, offset + EVENT_HEAD);
  const start = offset + handled * width;
  const head = [frame.event, index, correlationId, parentId];
  head.push((sequence as number) + handled, (count as number) - handled);
  for (let i = 0; i < EVENT_HEAD; i++) batch[start + i] = head[i];
  return start;
}
