// A chain in memory, and nodes that tell of it: in time or behind, with holes, or with whatever a test has them say.
import { type AppError, toAppError } from '../../../core/errors.ts';
import { type RpcCall, resultOf } from '../rpc/json-rpc.ts';
import type { RpcEndpoint } from '../rpc/rpc-endpoint.ts';

type Transaction = { readonly signature: string; readonly accounts: readonly string[] };
type Block = { readonly slot: number; readonly parentSlot: number; readonly transactions: Transaction[] };

export type FakeChain = {
  readonly blocks: Block[];
  /** A block on top, with transactions as `signature: accounts`. */
  add(slot: number, transactions?: Readonly<Record<string, readonly string[]>>): void;
  /** The newest blocks down to this slot are of a branch that lost. */
  undo(toSlot: number): void;
};

export function createFakeChain(firstSlot = 100): FakeChain {
  const blocks: Block[] = [{ slot: firstSlot, parentSlot: firstSlot - 1, transactions: [] }];
  return {
    blocks,
    add(slot, transactions = {}) {
      const all = Object.entries(transactions).map(([signature, accounts]) => ({ signature, accounts }));
      blocks.push({ slot, parentSlot: blocks.at(-1)?.slot ?? slot - 1, transactions: all });
    },
    undo(toSlot) {
      while ((blocks.at(-1)?.slot ?? 0) >= toSlot) blocks.pop();
    },
  };
}

export type FakeNode = RpcEndpoint & {
  /** Methods in the order in which they were asked for. */
  readonly asked: string[];
  /** How many slots it does not know yet. */
  lag: number;
  /** The oldest slot it keeps. */
  keepsFrom: number;
  state: RpcEndpoint['state'];
  /** What it says in place of the truth; undefined for the truth. May throw. */
  says: (call: RpcCall) => unknown;
};

type Params = Record<string, unknown>;

export function createFakeNode(chain: FakeChain, name = 'node'): FakeNode {
  let told = 0;
  const known = (): Block[] => {
    const head = (chain.blocks.at(-1)?.slot ?? 0) - node.lag;
    return chain.blocks.filter(({ slot }) => slot <= head && slot >= node.keepsFrom);
  };
  const headOf = () => known().at(-1)?.slot ?? 0;
  const find = (signature: unknown) =>
    known().find(({ transactions }) => transactions.some((one) => one.signature === signature));
  const methods: Record<string, (...params: never[]) => unknown> = {
    getSlot: headOf,
    getFirstAvailableBlock: () => known()[0]?.slot ?? 0,
    getBlocks: (from: number, to: number) =>
      known()
        .map(({ slot }) => slot)
        .filter((slot) => slot >= from && slot <= to),
    getBlock(slot: number) {
      const block = known().find((one) => one.slot === slot);
      if (block === undefined) throw refusal(-32004, 'Block not available');
      const transactions = block.transactions.map(({ signature, accounts }) => ({
        transaction: { signatures: [signature], accountKeys: accounts.map((pubkey) => ({ pubkey })) },
      }));
      return { parentSlot: block.parentSlot, transactions };
    },
    getTransaction(signature: string) {
      const slot = find(signature)?.slot;
      return slot === undefined ? null : { slot, transaction: { signatures: [signature] } };
    },
    getSignatureStatuses: (signatures: string[]) => ({
      context: { slot: headOf() },
      value: signatures.map((signature) => {
        const slot = find(signature)?.slot;
        if (slot === undefined) return null;
        return { slot, confirmationStatus: slot + 32 <= headOf() ? 'finalized' : 'confirmed' };
      }),
    }),
    getSignaturesForAddress(address: string, { before, limit, minContextSlot }: Params) {
      if (headOf() < Number(minContextSlot ?? 0)) throw refusal(-32016, 'Minimum context slot');
      const all = known()
        .flatMap(({ slot, transactions }) =>
          transactions
            .filter(({ accounts }) => accounts.includes(address))
            .map(({ signature }) => ({ signature, slot })),
        )
        .toReversed();
      const start = before === undefined ? 0 : all.findIndex(({ signature }) => signature === before) + 1;
      return before !== undefined && start === 0 ? [] : all.slice(start, start + Number(limit));
    },
  };
  const answer = async ({ method, params }: RpcCall): Promise<unknown> => {
    node.asked.push(method);
    const said = await node.says({ method, params });
    if (said !== undefined) return said;
    const result = methods[method]?.(...(params as never[]));
    if (method === 'getSlot') node.noteSlot(Number(result));
    return result;
  };
  const node: FakeNode = {
    ...{ name, asked: [], lag: 0, keepsFrom: 0, state: 'ready', slotAtMs: 0, socketUrl: '' },
    says: () => undefined,
    get slot() {
      return told;
    },
    call: answer,
    batch: (calls) => Promise.all(calls.map((call) => answer(call).catch(toAppError))),
    noteSlot(slot) {
      told = Math.max(told, slot);
    },
    noteBehind() {},
    tell: () => {
      throw new Error('not asked');
    },
  };
  return node;
}

export function refusal(code: number, message: string): AppError {
  try {
    resultOf({ id: 1, error: { code, message } }, 'method');
  } catch (thrown) {
    return toAppError(thrown);
  }
  throw new Error('a refusal was none');
}
