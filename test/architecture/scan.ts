// Splits TypeScript into words, strings and punctuation, so that rules see code and never comments or text.

export type Token = {
  readonly kind: 'word' | 'string' | 'mark';
  readonly text: string;
  readonly line: number;
};

const space = /\s+/y;
const lineComment = /\/\/[^\n]*/y;
const blockComment = /\/\*[\s\S]*?\*\//y;
const quoted = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const word = /#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const number = /\d[\w.]*/y;
const regularExpression = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const templatePart = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** After these a slash begins a regular expression; after any other word it divides. */
const beforeOperand = new Set(
  'return typeof case in of do else void delete throw new instanceof yield await extends'.split(' '),
);

export function toTokens(text: string): Token[] {
  const tokens: Token[] = [];
  const openBraces: number[] = [];
  let braces = 0;
  let at = 0;
  let line = 1;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined || found === '') return undefined;
    at += found.length;
    return found;
  };
  const add = (kind: Token['kind'], content: string, source: string): void => {
    tokens.push({ kind, text: content, line });
    line += source.split('\n').length - 1;
  };
  /** From behind the opening quote, or behind the brace that ends a hole, to the next hole or the end. */
  const takeTemplate = (): void => {
    const part = take(templatePart) ?? '';
    add('string', part, part);
    if (text.startsWith('${', at)) {
      openBraces.push(braces);
      at += 2;
    } else at += 1;
  };
  const mayBeginExpression = (): boolean => {
    const last = tokens.at(-1);
    if (last === undefined) return true;
    if (last.kind === 'word') return beforeOperand.has(last.text);
    return last.kind === 'mark' && ![')', ']', '}'].includes(last.text);
  };

  while (at < text.length) {
    const skipped = take(space) ?? take(lineComment) ?? take(blockComment);
    if (skipped !== undefined) {
      line += skipped.split('\n').length - 1;
      continue;
    }
    const found = take(quoted);
    if (found !== undefined) add('string', found.slice(1, -1), found);
    else if (text[at] === '`') {
      at += 1;
      takeTemplate();
    } else if (text[at] === '}' && openBraces.at(-1) === braces) {
      openBraces.pop();
      at += 1;
      takeTemplate();
    } else {
      const name = take(word) ?? take(number);
      if (name !== undefined) add('word', name, name);
      else if (text[at] === '/' && mayBeginExpression() && take(regularExpression) !== undefined)
        add('string', '', '');
      else {
        const mark = text[at] as string;
        if (mark === '{') braces += 1;
        if (mark === '}') braces -= 1;
        at += 1;
        add('mark', mark, mark);
      }
    }
  }
  return tokens;
}
