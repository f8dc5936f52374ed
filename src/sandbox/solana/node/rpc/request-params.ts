// Takes apart what a client gave as `params`; what does not fit is refused in the words of a node.
import { parseBase58 } from '../../../../domain/solana/base58.ts';
import type { Address } from '../../../../domain/solana/transaction.ts';
import { type AccountShape, accountEncodings } from '../accounts/encode-account.ts';
import { type Commitment, commitments } from '../ledger/view.ts';
import { invalidParams } from './rpc-error.ts';

export type Params = readonly unknown[];
export type Config = Readonly<Record<string, unknown>>;

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

export function configOf(value: unknown): Config {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Config;
  throw invalidParams('Invalid params: invalid type, expected a configuration object.');
}

export function addressOf(value: unknown): Address {
  const text = textOf(value);
  const key = parseBase58(text);
  if (!key) throw invalidParams('Invalid param: Invalid');
  if (key.length !== KEY_BYTES) throw invalidParams('Invalid param: WrongSize');
  return text;
}

export function signatureOf(value: unknown): string {
  const text = textOf(value);
  const bytes = parseBase58(text);
  if (!bytes) throw invalidParams('Invalid param: Invalid');
  if (bytes.length !== SIGNATURE_BYTES) throw invalidParams('Invalid param: WrongSize');
  return text;
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalidParams(`Invalid params: invalid type: ${kindOf(value)}, expected a string.`);
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidParams(`Invalid params: invalid type: ${kindOf(value)}, expected a sequence.`);
}

/** A whole number that is not negative. */
export function numberOf(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw invalidParams(`Invalid params: invalid type: ${kindOf(value)}, expected u64.`);
}

export function optionalNumber(value: unknown): number | undefined {
  return value === undefined || value === null ? undefined : numberOf(value);
}

export function flagOf(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw invalidParams(`Invalid params: invalid type: ${kindOf(value)}, expected a boolean.`);
}

export function commitmentOf({ commitment }: Config): Commitment {
  if (commitment === undefined || commitment === null) return 'finalized';
  const found = commitments.find((one) => one === commitment);
  if (found) return found;
  throw invalidParams(
    `Invalid params: unknown variant \`${commitment}\`, expected one of \`processed\`, \`confirmed\`, \`finalized\`.`,
  );
}

/** Of history, which nodes keep from confirmed on. */
export function historyCommitmentOf(config: Config): Exclude<Commitment, 'processed'> {
  const commitment = commitmentOf(config);
  if (commitment !== 'processed') return commitment;
  throw invalidParams('Method does not support commitment below `confirmed`');
}

export function choiceOf<T extends string>(value: unknown, choices: readonly T[], otherwise: T): T {
  if (value === undefined || value === null) return otherwise;
  const found = choices.find((one) => one === value);
  if (found) return found;
  const known = choices.map((one) => `\`${one}\``).join(', ');
  throw invalidParams(`Invalid params: unknown variant \`${String(value)}\`, expected one of ${known}.`);
}

export function accountShapeOf(config: Config, otherwise: AccountShape['encoding'] = 'binary'): AccountShape {
  const encoding = choiceOf(config['encoding'], accountEncodings, otherwise);
  if (config['dataSlice'] === undefined || config['dataSlice'] === null)
    return { encoding, slice: undefined };
  const { offset, length } = configOf(config['dataSlice']);
  return { encoding, slice: { offset: numberOf(offset), length: numberOf(length) } };
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'sequence';
  return typeof value === 'object' ? 'map' : `${typeof value} \`${String(value)}\``;
}
