// What the command line asks of the market worker, over the control socket.
import { codecOf } from '../core/codec.ts';
import type { Client } from '../core/service.ts';
import type { ControlCommand } from '../core/supervisor/control-socket.ts';
import { marketContract } from '../workers/market/contract.ts';

type Market = Client<typeof marketContract>;

const replayInput = codecOf(marketContract.calls.replay.input);
const recordInput = codecOf(marketContract.calls.record.input);

export function toMarketCommands(market: () => Promise<Market>): Record<string, ControlCommand> {
  return {
    replay: async (order) => (await market()).replay(replayInput.check(order)),
    replayState: async () => (await (await market()).replayState()) ?? {},
    stopReplay: async () => {
      await (await market()).stopReplay();
      return {};
    },
    record: async (order) => (await market()).record(recordInput.check(order)),
  };
}
