// Asks the supervisor for shared memory by name.
import { fromWireError } from '../errors.ts';
import type { BufferRequest, FromHost, SharedBuffer, ToHost } from './control.ts';

export type OpenBuffer = (request: BufferRequest) => Promise<SharedBuffer>;

export class BufferRequests {
  readonly #report: (message: FromHost) => void;
  readonly #open = new Map<number, PromiseWithResolvers<SharedBuffer>>();
  #nextId = 1;

  constructor(report: (message: FromHost) => void) {
    this.#report = report;
  }

  open(service: string, { name, slotBytes }: BufferRequest): Promise<SharedBuffer> {
    const id = this.#nextId++;
    const request = Promise.withResolvers<SharedBuffer>();
    this.#open.set(id, request);
    this.#report({ type: 'buffer', id, service, name, slotBytes });
    return request.promise;
  }

  onAnswer({ id, buffer }: Extract<ToHost, { type: 'buffer' }>): void {
    const request = this.#open.get(id);
    this.#open.delete(id);
    if ('memory' in buffer) request?.resolve(buffer);
    else request?.reject(fromWireError(buffer));
  }
}
