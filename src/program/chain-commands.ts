// What the command line asks of the chain worker, over the control socket.
import { codecOf } from '../core/codec.ts';
import type { Client } from '../core/service.ts';
import type { ControlCommand } from '../core/supervisor/control-socket.ts';
import { toReportJson } from '../domain/solana/safety-json.ts';
import { chainContract } from '../workers/chain/contract.ts';

const inspectInput = codecOf(chainContract.calls.inspectToken.input);

export function toChainCommands(
  chain: () => Promise<Pick<Client<typeof chainContract>, 'inspectToken'>>,
): Readonly<Record<'inspectToken', ControlCommand>> {
  return {
    // As text, because its amounts are larger than what the socket's JSON can say.
    inspectToken: async ({ mint, maxAgeMs }) => ({
      report: toReportJson(await (await chain()).inspectToken(inspectInput.check({ mint, maxAgeMs }))),
    }),
  };
}
