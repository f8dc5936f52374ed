import type { MessagePort } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import type { Batch } from './frames.ts';

/** One end of a two-way, ordered connection that carries batches and may end at any time. */
export interface Wire {
  /** Throws when the batch holds something that cannot be cloned. */
  post(batch: Batch): void;
  /** Starts delivery. `onClose` runs once, after everything that the other end had posted. */
  open(onBatch: (batch: Batch) => void, onClose: () => void): void;
  close(): void;
}

/** A wire between two threads. */
export function createPortWire(port: MessagePort): Wire {
  return {
    post: (batch) => port.postMessage(batch),
    open(onBatch, onClose) {
      port.on('message', onBatch);
      port.once('close', onClose);
      port.unref();
    },
    close: () => port.close(),
  };
}

/** Two ends of a wire inside one thread: messages are cloned all the same, so that nothing is shared by accident. */
export function createLocalWires(clock: Clock): [Wire, Wire] {
  const ends = [createEnd(), createEnd()] as const;
  const wire = (mine: End, peer: End): Wire => ({
    post(batch) {
      if (mine.closed) return;
      const copy = structuredClone(batch);
      clock.nextTurn(() => peer.deliver(copy));
    },
    open: (onBatch, onClose) => mine.open(onBatch, onClose),
    close() {
      mine.close();
      clock.nextTurn(() => peer.close());
    },
  });
  return [wire(ends[0], ends[1]), wire(ends[1], ends[0])];
}

type End = ReturnType<typeof createEnd>;

function createEnd() {
  let early: Batch[] | undefined = [];
  let onBatch: ((batch: Batch) => void) | undefined;
  let onClose: (() => void) | undefined;
  const end = {
    closed: false,
    deliver(batch: Batch) {
      if (onBatch && !end.closed) onBatch(batch);
      else early?.push(batch);
    },
    open(batchHandler: (batch: Batch) => void, closeHandler: () => void) {
      onBatch = batchHandler;
      onClose = closeHandler;
      const waiting = early ?? [];
      early = undefined;
      for (const batch of waiting) batchHandler(batch);
      if (end.closed) closeHandler();
    },
    close() {
      if (end.closed) return;
      end.closed = true;
      onClose?.();
    },
  };
  return end;
}
