import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../reasons.ts';
import { address, encodeMessage, type TestInstruction } from '../testing/encode-message.ts';
import { parseMessage } from './message.ts';

const payer = address('payer');
const names = fc.constantFrom('a', 'b', 'c', 'd').map(address);
const instruction: fc.Arbitrary<TestInstruction> = fc.record(
  {
    program: fc.constantFrom('p', 'q').map(address),
    accounts: fc.array(fc.oneof(names, fc.record({ fromTable: fc.nat(3) }, { noNullPrototype: true })), {
      maxLength: 6,
    }),
    data: fc.uint8Array({ maxLength: 150 }).map((bytes) => Buffer.from(bytes)),
  },
  { noNullPrototype: true },
);

const isUnreadable = (bytes: Buffer) =>
  assert.throws(
    () => parseMessage(bytes),
    (thrown) => thrown instanceof Refusal && thrown.reason === 'MESSAGE_UNREADABLE',
  );

/** Reads the bytes or refuses them; any other throw fails the test. */
function isReadable(bytes: Buffer): boolean {
  try {
    parseMessage(bytes);
    return true;
  } catch (thrown) {
    assert.ok(thrown instanceof Refusal);
    return false;
  }
}

test('what is written by the description is read back, in both versions', () => {
  fc.assert(
    fc.property(fc.array(instruction, { maxLength: 4 }), fc.boolean(), (instructions, versioned) => {
      const usesTable = instructions.some(({ accounts }) => accounts.some((one) => typeof one !== 'string'));
      const tableEntries = usesTable ? 4 : 0;
      const otherSigners = [address('a')];
      const read = parseMessage(
        encodeMessage({ payer, otherSigners, instructions, tableEntries, versioned }),
      );
      assert.deepEqual(read, {
        signers: [payer, ...otherSigners],
        hasLookups: usesTable,
        instructions: instructions.map(({ program, accounts, data }) => ({
          program,
          accounts: accounts.map((account) => (typeof account === 'string' ? account : undefined)),
          data,
        })),
      });
    }),
  );
});

const call: TestInstruction = { program: address('p'), accounts: [address('a')], data: [1, 2, 3] };
const plain = () => encodeMessage({ payer, instructions: [call] });
const accountsAt = 3;
/** Behind three accounts, the block hash and the number of instructions. */
const instructionAt = accountsAt + 1 + 3 * 32 + 32 + 1;

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = plain();
  change(bytes);
  return bytes;
}

test('a message cut short or prolonged is refused', () => {
  for (const bytes of [plain(), encodeMessage({ payer, instructions: [call], tableEntries: 2 })]) {
    for (let cut = 0; cut < bytes.length; cut++) isUnreadable(bytes.subarray(0, cut));
    isUnreadable(Buffer.concat([bytes, Buffer.alloc(1)]));
  }
});

test('what the network would refuse or could read in another way is refused', () => {
  assert.ok(isReadable(plain()));
  const broken: Record<string, Buffer> = {
    'an unknown version': Buffer.concat([Buffer.from([0x81]), plain()]),
    'no signer': changed((bytes) => bytes.writeUInt8(0, 0)),
    'more signers than accounts': changed((bytes) => bytes.writeUInt8(4, 0)),
    'a payer that cannot pay': changed((bytes) => bytes.writeUInt8(1, 1)),
    'more read-only accounts than there are': changed((bytes) => bytes.writeUInt8(3, 2)),
    'an account twice': changed((bytes) =>
      bytes.copy(bytes, accountsAt + 1 + 32, accountsAt + 1, accountsAt + 33),
    ),
    'the payer as program': changed((bytes) => bytes.writeUInt8(0, instructionAt)),
    'a program beyond the accounts': changed((bytes) => bytes.writeUInt8(3, instructionAt)),
    'an account beyond the accounts': changed((bytes) => bytes.writeUInt8(3, instructionAt + 2)),
    'a length with a needless byte': Buffer.concat([
      plain().subarray(0, accountsAt),
      Buffer.from([0x83, 0x00]),
      plain().subarray(accountsAt + 1),
    ]),
    'a length of more than 16 bits': Buffer.concat([
      plain().subarray(0, accountsAt),
      Buffer.from([255, 255, 4]),
    ]),
    'text that asks to be signed': Buffer.from('\xffsolana offchain', 'latin1'),
    'more than a packet holds': Buffer.alloc(1233),
  };
  for (const [what, bytes] of Object.entries(broken)) assert.ok(!isReadable(bytes), what);
});

test('a program that a lookup table names is refused', () => {
  const bytes = encodeMessage({ payer, instructions: [call], tableEntries: 2 });
  assert.ok(isReadable(bytes));
  bytes.writeUInt8(3, instructionAt + 1);
  isUnreadable(bytes);
});

test('a lookup table that gives nothing is refused', () => {
  const table = Buffer.concat([Buffer.alloc(32, 1), Buffer.from([0, 0])]);
  const versioned = encodeMessage({ payer, instructions: [call], versioned: true });
  isUnreadable(Buffer.concat([versioned.subarray(0, -1), Buffer.from([1]), table]));
});

test('any bytes are read or refused', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 1300 }), (bytes) => void isReadable(Buffer.from(bytes))));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 }), (changes) => {
      const bytes = encodeMessage({ payer, instructions: [call, call], tableEntries: 3 });
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      isReadable(bytes);
    }),
    { numRuns: 2000 },
  );
});
