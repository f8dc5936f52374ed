// Why a transaction failed, from what the node told, in a sentence.

const meanings: Readonly<Record<string, string>> = {
  InsufficientFundsForFee: 'the wallet could not pay the fee',
  InsufficientFundsForRent: 'an account would have been left with less than its rent',
  AccountNotFound: 'the wallet that pays does not exist',
  BlockhashNotFound: 'it came too late: its blockhash had expired',
  AlreadyProcessed: 'it was processed already',
  MaxLoadedAccountsDataSizeExceeded: 'it loaded more data than is allowed',
  ProgramAccountNotFound: 'it names a program that does not exist',
  ComputationalBudgetExceeded: 'it ran out of compute units',
  ProgramFailedToComplete: 'the program broke off',
  InsufficientFunds: 'there were not enough funds',
  IncorrectProgramId: 'it was sent to another program than it was made for',
  InvalidAccountData: 'an account held other data than was expected',
  MissingRequiredSignature: 'a signature was missing',
  AccountBorrowFailed: 'an account was in use already',
};

/** Of the node's JSON; never throws. */
export function describeFailure(error: string | null): string {
  const parsed = parse(error);
  if (typeof parsed === 'string') return meanings[parsed] ?? toWords(parsed);
  if (typeof parsed !== 'object' || parsed === null) return 'the node does not say why';
  const [name, value] = Object.entries(parsed)[0] ?? ['', null];
  if (name !== 'InstructionError' || !Array.isArray(value)) return meanings[name] ?? toWords(name);
  const [at, cause] = value as [unknown, unknown];
  const where = typeof at === 'number' ? ` (instruction ${at + 1})` : '';
  if (typeof cause === 'string') return `${meanings[cause] ?? toWords(cause)}${where}`;
  const [kind, code] = Object.entries((cause ?? {}) as Record<string, unknown>)[0] ?? [];
  if (kind === 'Custom' && typeof code === 'number')
    return `${customs[code] ?? `the program refused with its error ${code}`}${where}`;
  return `${meanings[kind ?? ''] ?? toWords(kind ?? 'unknown error')}${where}`;
}

/** What these numbers say in nearly every program; own numbers begin at 6000 and mean something else in each. */
const customs: Readonly<Record<number, string>> = {
  1: 'there were not enough funds (error 1)',
  3012: 'an account that it needs was not there yet (error 3012)',
};

function parse(error: string | null): unknown {
  if (error === null) return null;
  try {
    return JSON.parse(error);
  } catch {
    return error;
  }
}

function toWords(name: string): string {
  const plain = name.replace(/[^\w ]/g, '').slice(0, 80);
  return plain.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase() || 'the node does not say why';
}
