// The cache worker, of which every lease and every announcement is on record at the moment of giving it.
import type { CacheReply, CacheWrite, Invalidation } from '../../../src/core/cache/cache-messages.ts';
import type { Context, Service } from '../../../src/core/service.ts';
import { type CacheModel, idOf, versionsOf } from '../models/cache-model.ts';
import type { CachedKind } from '../models/cached-source.ts';

type Asked = CacheWrite & {
  readonly kind: CachedKind;
  readonly lease: number;
  readonly entries: CacheWrite[];
};
type Handler = (input: Asked, request: unknown) => unknown;

/** @param isLost whether an announcement reaches nobody, which only the number of the next one tells */
export function watchCache(
  service: Service,
  model: CacheModel,
  leaseMs: number,
  isLost: () => boolean,
): Service {
  let lives = 0;
  return {
    ...service,
    async start(context) {
      /** Of the put under way; what it announces is about these. */
      let put: ReadonlyMap<string, number> | undefined;
      const life = ++lives;
      model.leases.clear();
      const publish = (event: string, data: Invalidation) => {
        const { kind, epoch, sequence } = data;
        if (kind !== null) model.announced.push(versionsOf(model, kind, data, put));
        model.heardWith.set(`${epoch} ${sequence}`, model.announced.length);
        return isLost() ? Promise.resolve() : context.publish(event, data);
      };
      const started = await service.start({ ...context, publish } as unknown as Context);
      const handlers = { ...started.handlers } as unknown as Record<string, Handler>;
      const { get, fill, fail, put: store, invalidate } = handlers as Record<string, Handler>;
      /** When leases of a thing were last taken back; a reply of the same moment may be older. */
      const voidedMs = new Map<string, number>();
      const voidLease = (id: string) => {
        voidedMs.set(id, context.clock.monotonicMs());
        model.leases.delete(id);
      };
      const grant = (id: string, reply: CacheReply) => {
        // What a dead life still says reaches nobody.
        if (reply.lease === 0 || life !== lives) return reply;
        const nowMs = context.clock.monotonicMs();
        const open = model.leases.get(id);
        if (open && nowMs < open.untilMs) model.broken ??= `Two have the lease of ${id} at once.`;
        if (open) model.loadedAnew.add(id);
        if (voidedMs.get(id) === nowMs) model.leases.delete(id);
        else model.leases.set(id, { lease: reply.lease, untilMs: nowMs + leaseMs });
        return reply;
      };
      const end = (id: string, lease: number) => {
        if (model.leases.get(id)?.lease === lease) model.leases.delete(id);
      };
      handlers['get'] = (input, request) => {
        const reply = get?.(input, request) as CacheReply | Promise<CacheReply>;
        return reply instanceof Promise
          ? reply.then((answer) => grant(idOf(input), answer))
          : grant(idOf(input), reply);
      };
      for (const [name, handler] of [
        ['fill', fill],
        ['fail', fail],
      ] as const)
        handlers[name] = (input, request) => {
          end(idOf(input), input.lease);
          return handler?.(input, request);
        };
      handlers['put'] = (input, request) => {
        for (const { key } of input.entries) voidLease(idOf({ ...input, key }));
        put = new Map(
          input.entries.map(({ key, value }) => {
            const thing = { kind: input.kind, key };
            return [idOf(thing), model.source.versionOf(thing, value ?? undefined) ?? 0];
          }),
        );
        try {
          return store?.(input, request);
        } finally {
          put = undefined;
        }
      };
      handlers['invalidate'] = (input, request) => {
        for (const id of versionsOf(model, input.kind, input as never).keys()) voidLease(id);
        return invalidate?.(input, request);
      };
      return { ...started, handlers: handlers as never };
    },
  };
}
