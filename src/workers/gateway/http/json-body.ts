// Bodies: JSON that is no deeper than anything needs and holds no key that reaches a prototype.
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../core/errors.ts';

export const MAX_BODY_BYTES = 256 * 1024;
const MAX_DEPTH = 32;

/** Nothing but JSON is read, and nothing compressed: a small body stays small. */
export function acceptJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(/^application\/json\b/i, { parseAs: 'string' }, (request, text, done) => {
    // Clients that name the type of every request send it with empty bodies too.
    if (text === '') return done(null, undefined);
    if (isTooDeep(text as string))
      return done(new AppError('REQUEST_INVALID', `The body is nested deeper than ${MAX_DEPTH} levels.`));
    void parse(request, text as string, done);
  });
  server.addHook('preParsing', (request, _reply, _payload, done) => {
    const encoding = request.headers['content-encoding'];
    done(
      encoding === undefined || encoding === 'identity'
        ? null
        : new AppError('BODY_TYPE_UNKNOWN', 'Send the body without compression.'),
    );
  });
}

/** Counts brackets outside of strings, in one pass: parsing first would do what is to be prevented. */
export function isTooDeep(text: string, max = MAX_DEPTH): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > max) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i += 1;
    else if (code === QUOTE) return i;
  }
  return text.length;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
