// The streams one client reads over one link: attaching, doorbells, copied chunks, and letting go when the link ends.
import { frame } from './frames.ts';
import type { LinkEnd } from './link-end.ts';
import type { StreamSource } from './stream-source.ts';

export class StreamFeeds {
  readonly #end: LinkEnd;
  readonly #sources: readonly StreamSource[];
  readonly #detachers = new Map<number, () => void>();

  constructor(end: LinkEnd, sources: readonly StreamSource[]) {
    this.#end = end;
    this.#sources = sources;
  }

  attach(index: number): void {
    this.detach(index);
    const attached = this.#sources[index]?.attach({
      onBell: () => this.#end.send([frame.bell, index], true),
      onChunk: ({ firstSequence, count, bytes }) =>
        this.#end.sendIfRoom([frame.chunk, index, firstSequence, count, bytes]),
    });
    if (attached) this.#detachers.set(index, attached.detach);
    const { slot = -1, nextSequence = 0, memory = null } = attached ?? {};
    this.#end.send([frame.attached, index, slot, nextSequence, memory], false);
  }

  detach(index: number): void {
    this.#detachers.get(index)?.();
    this.#detachers.delete(index);
  }

  close(): void {
    for (const detach of this.#detachers.values()) detach();
    this.#detachers.clear();
  }
}
