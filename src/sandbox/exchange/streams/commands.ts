// What a client may say on a stream connection, and what it is answered.

export type Conversation = {
  readonly streams: ReadonlySet<string>;
  readonly maxStreams: number;
  isCombined: boolean;
  subscribe(stream: string): void;
  unsubscribe(stream: string): void;
};

type Id = number | string | null;

const methods = ['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST_SUBSCRIPTIONS', 'SET_PROPERTY', 'GET_PROPERTY'];

/** The reply to one message, as it is sent. */
export function answerCommand(text: string, talk: Conversation): string {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return refuse(3, 'Invalid JSON: expected value at line 1 column 1', null);
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message))
    return refuse(2, 'Invalid request: request must be an object', null);
  const { method, params, id = null, ...others } = message as Record<string, unknown>;
  if (!isId(id)) return refuse(2, 'Invalid request: request ID must be an unsigned integer', null);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return refuse(0, `Unknown property: ${unknown}`, id);
  if (typeof method !== 'string') return refuse(2, 'Invalid request: missing field `method`', id);
  if (!methods.includes(method)) {
    const known = methods.map((name) => `\`${name}\``).join(', ');
    return refuse(2, `Invalid request: unknown variant \`${method}\`, expected one of ${known}`, id);
  }
  if (method === 'LIST_SUBSCRIPTIONS') return reply([...talk.streams], id);
  if (method === 'SET_PROPERTY' || method === 'GET_PROPERTY') return property(method, params, id, talk);
  return change(method === 'SUBSCRIBE', params, id, talk);
}

function change(isWanted: boolean, params: unknown, id: Id, talk: Conversation): string {
  if (!Array.isArray(params)) return refuse(2, 'Invalid request: missing field `params`', id);
  if (!params.every((name) => typeof name === 'string'))
    return refuse(2, 'Invalid request: invalid type: expected a string', id);
  if (params.some((name) => name === '')) return refuse(2, 'Invalid request: invalid stream', id);
  const names = new Set(params as string[]);
  if (!isWanted) {
    for (const name of names) talk.unsubscribe(name);
    return reply(null, id);
  }
  if (new Set([...talk.streams, ...names]).size > talk.maxStreams)
    return refuse(2, 'Invalid request: too many parameters', id);
  for (const name of names) talk.subscribe(name);
  return reply(null, id);
}

function property(method: string, params: unknown, id: Id, talk: Conversation): string {
  const [name, value] = Array.isArray(params) ? params : [];
  if (name !== 'combined') return refuse(0, 'Unknown property', id);
  if (method === 'GET_PROPERTY') return reply(talk.isCombined, id);
  if (typeof value !== 'boolean') return refuse(1, 'Invalid value type: expected Boolean', id);
  talk.isCombined = value;
  return reply(null, id);
}

function isId(id: unknown): id is Id {
  return id === null || typeof id === 'string' || (Number.isSafeInteger(id) && (id as number) >= 0);
}

function reply(result: unknown, id: Id): string {
  return JSON.stringify({ result, id });
}

function refuse(code: number, msg: string, id: Id): string {
  return JSON.stringify({ error: { code, msg }, id });
}
