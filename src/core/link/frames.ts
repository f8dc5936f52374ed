// What lies in a batch: one flat array, a header, then frames. Flat because cloning nested arrays costs twice as much.

/** Plain data that crosses a wire: header, then frames. */
export type Batch = unknown[];

/** Positions of the header. Credits are what the sender of this batch gives back for messages it has consumed. */
export const header = { urgent: 0, sentAt: 1, credits: 2, urgentCredits: 3, length: 4 } as const;

/** The first entry of each frame; what follows it is listed beside it. */
export const frame = {
  /** id, call index, correlation id, parent id, time to live in ms, retry count, …input */
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
} as const;

export const CALL_HEAD = 7;
export const RESULT_HEAD = 3;
export const EVENT_HEAD = 6;

/** Where a reader of a batch stands after a frame, and how many messages that frame was. */
export type FrameRead = { readonly next: number; readonly messages: number };
