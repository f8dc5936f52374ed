// What commands ask of the running program about accounts: whoever reaches its socket has the machine in hand.
import { codecOf } from '../core/codec.ts';
import type { Client } from '../core/service.ts';
import type { ControlCommand } from '../core/supervisor/control-socket.ts';
import type { gatewayContract } from '../workers/gateway/contract.ts';
import { storageContract } from '../workers/storage/contract.ts';
import { operator } from '../workers/storage/operations/operator.ts';

const recoverInput = codecOf(storageContract.calls.recoverAccount.input);

type Clients = {
  readonly storage: Pick<Client<typeof storageContract>, 'users' | 'recoverAccount'>;
  readonly gateway: Pick<Client<typeof gatewayContract>, 'accountChanged'>;
};

export function toAccountCommands(
  started: () => Promise<Clients>,
): Readonly<Record<'accounts' | 'recoverAccount', ControlCommand>> {
  return {
    accounts: async () => (await started()).storage.users(),
    recoverAccount: async ({ name, passwordHash, removesTotp }) => {
      const { storage, gateway } = await started();
      const wish = { by: operator, name, passwordHash, removesTotp };
      const recovered = await storage.recoverAccount(recoverInput.check(wish));
      // A gateway that does not answer has no connections, or finds out within a minute.
      await gateway.accountChanged({ userId: recovered.userId }).catch(() => {});
      return recovered;
    },
  };
}
