// A contract made ready for the hot path: names as numbers, schemas as codecs.
import { type Codec, codecOf } from '../codec.ts';
import type { CallDefinition, Contract, EventDefinition } from '../contract.ts';
import type { RecordLayout } from '../stream/record-layout.ts';

export type CompiledCall = CallDefinition & {
  name: string;
  index: number;
  inputCodec: Codec;
  outputCodec: Codec;
};
export type CompiledEvent = EventDefinition & { name: string; index: number; codec: Codec };
export type CompiledStream = { name: string; index: number; capacity: number; layout: RecordLayout<unknown> };

/** Both sides number the entries of a contract in the order of their declaration. */
export type CompiledContract = {
  readonly name: string;
  readonly calls: readonly CompiledCall[];
  readonly events: readonly CompiledEvent[];
  readonly streams: readonly CompiledStream[];
};

const compiled = new WeakMap<Contract, CompiledContract>();

export function compileContract(contract: Contract): CompiledContract {
  let result = compiled.get(contract);
  if (!result) {
    result = {
      name: contract.name,
      calls: Object.entries(contract.calls).map(([name, declared], index) => ({
        ...declared,
        name,
        index,
        inputCodec: codecOf(declared.input),
        outputCodec: codecOf(declared.output),
      })),
      events: Object.entries(contract.events).map(([name, declared], index) => ({
        ...declared,
        name,
        index,
        codec: codecOf(declared.data),
      })),
      streams: Object.entries(contract.streams).map(([name, declared], index) => ({
        name,
        index,
        capacity: declared.capacity,
        layout: declared.layout as RecordLayout<unknown>,
      })),
    };
    compiled.set(contract, result);
  }
  return result;
}

/** Makes the schemas' generated checks now, which otherwise wait for the first message. */
export function warmUpContract(contract: Contract): void {
  const { calls, events } = compileContract(contract);
  const codecs = [
    ...calls.flatMap(({ inputCodec, outputCodec }) => [inputCodec, outputCodec]),
    ...events.map(({ codec }) => codec),
  ];
  for (const codec of codecs) {
    try {
      codec.check({});
    } catch {
      // Nothing fits; it only had to be tried once.
    }
  }
}
