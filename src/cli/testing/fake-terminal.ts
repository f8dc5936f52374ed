// A terminal at which a test types its answers.
import { PassThrough, Writable } from 'node:stream';
import type { Terminal } from '../../signer/prompt-passphrase.ts';

export type FakeTerminal = {
  readonly terminal: Terminal;
  /** Everything that was shown: the questions, and nothing of the answers. */
  shown(): string;
};

/** `answers` by a part of the question; a list is used up in order. A question without an answer is given up. */
export function createFakeTerminal(
  answers: Readonly<Record<string, string | readonly string[] | (() => string)>>,
): FakeTerminal {
  const used = new Map<string, number>();
  const input = Object.assign(new PassThrough(), { setRawMode: () => {} });
  let shown = '';
  const answerOf = (question: string): string => {
    const [part, answer] = Object.entries(answers).find(([name]) => question.includes(name)) ?? ['', '\x03'];
    if (typeof answer === 'function') return `${answer()}\r`;
    if (typeof answer === 'string') return `${answer}\r`;
    const at = used.get(part) ?? 0;
    used.set(part, at + 1);
    return `${answer[at] ?? '\x03'}\r`;
  };
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      const text = String(chunk);
      shown += text;
      // the line end after an answer asks nothing
      if (text.trim() !== '') input.write(answerOf(text));
      done();
    },
  });
  return { terminal: { input, output }, shown: () => shown };
}
