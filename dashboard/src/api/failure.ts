import type { Failure } from '../../../src/api/words.ts';

/** A request that was refused or failed. `status` is 0 where the program did not answer at all. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly status: number;
  readonly code: string;
  readonly problems: readonly { path: string; message: string }[];
  readonly correlationId: string | undefined;

  constructor(status: number, told: Failure['error']) {
    super(told.message);
    this.status = status;
    this.code = told.code;
    this.problems = told.problems ?? [];
    this.correlationId = told.correlationId;
  }
}

export function toRequestFailure(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error;
  return new RequestFailure(0, {
    code: 'UNREACHABLE',
    message: 'The program does not answer. Is it running?',
  });
}

/** What was found wrong, field by field; the sentence of the refusal where nothing was named. */
export function toSentence({ message, problems }: RequestFailure): string {
  if (problems.length === 0) return message;
  return problems.map(({ path, message: says }) => `${path.split('.').at(-1)}: ${says}`).join('; ');
}

/** What a form says of its last try; that the password is wanted once more is asked for elsewhere. */
export function toShownMessage(failure: RequestFailure | undefined): string | undefined {
  return failure === undefined || failure.code === 'STEP_UP_NEEDED' ? undefined : toSentence(failure);
}

/** From an answer that is no success; what is not of the gateway (a proxy, say) is told by its status. */
export async function readFailure(response: Response): Promise<RequestFailure> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isFailure(body)) return new RequestFailure(response.status, body.error);
  return new RequestFailure(response.status, {
    code: 'ANSWER_UNKNOWN',
    message: `The answer was ${response.status}, and not from the program. Is a proxy between?`,
  });
}

function isFailure(body: unknown): body is Failure {
  const error = (body as Failure | undefined)?.error;
  return typeof error?.code === 'string' && typeof error.message === 'string';
}
