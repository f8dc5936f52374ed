import type { Contract } from '../contract.ts';
import { compileContract } from '../link/compiled.ts';
import type { LinkClient } from '../link/link-client.ts';
import type { CallOptions } from '../link/outgoing-calls.ts';
import type { Client } from '../service.ts';

/** Gives a link the shape of its contract: one function a call, `on` for events, `read` for streams. */
export function createClient<C extends Contract>(contract: C, link: LinkClient): Client<C> {
  const client: Record<string, unknown> = {
    on: link.subscribe.bind(link),
    read: link.read.bind(link),
  };
  for (const declared of compileContract(contract).calls)
    client[declared.name] = (input: unknown, options?: CallOptions) => link.call(declared, input, options);
  return Object.freeze(client) as Client<C>;
}
