// What a page of Markdown refers to: links, files of the repository, npm scripts, commands of the program.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { root } from '../architecture/source-file.ts';

export type Page = { readonly path: string; readonly text: string };

/** What the pages may refer to. */
export type Known = {
  /** True for a file or folder, as a path from the root of the repository. */
  readonly hasPath: (path: string) => boolean;
  readonly scripts: readonly string[];
  readonly commands: readonly string[];
};

const link = /\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s+(\S+)/gm;
const codeSpan = /`([^`\n]+)`/g;
/** A file or folder of the repository, with a line or an extension of it. */
const repositoryPath = /^(?:src|test|docs|bench|examples|deploy|\.ci)\/[\w./-]*$|^[\w-]+\.(?:md|json)$/;
const npmScript = /\bnpm (?:run ([\w:-]+)|(test|start)\b)/g;
const command = /(?:\.\/zapflow|\bnpx zapflow) ([a-z]+(?:-[a-z]+)*)\b/g;

export function checkLinks({ path, text }: Page, known: Known, textOf = loadText): string[] {
  return [...withoutFences(text).matchAll(link)].flatMap(([, inline, reference]) => {
    const target = inline ?? reference ?? '';
    if (/^(https?:|mailto:)/.test(target)) return [];
    const [file = '', heading] = target.split('#');
    const found = file === '' ? path : posix.normalize(`${dirname(path)}/${file}`);
    if (!known.hasPath(found)) return [`${path} links to ${target}, which does not exist.`];
    if (heading === undefined || !found.endsWith('.md')) return [];
    if (toHeadings(file === '' ? text : textOf(found)).includes(heading)) return [];
    return [`${path} links to ${target}, but ${found} has no such heading.`];
  });
}

export function checkPaths({ path, text }: Page, known: Known): string[] {
  return [...withoutFences(text).matchAll(codeSpan)].flatMap(([, code = '']) => {
    const named = code.replace(/:\d+$/, '');
    if (!repositoryPath.test(named) || known.hasPath(named)) return [];
    return [`${path} names \`${code}\`, which does not exist.`];
  });
}

export function checkCommands({ path, text }: Page, known: Known): string[] {
  const scripts = [...text.matchAll(npmScript)].flatMap(([shown, script, short]) => {
    const name = script ?? short ?? '';
    return known.scripts.includes(name)
      ? []
      : [`${path} shows \`${shown}\`, which package.json does not have.`];
  });
  const commands = [...text.matchAll(command)].flatMap(([shown, name = '']) =>
    known.commands.includes(name) ? [] : [`${path} shows \`${shown}\`, which is no command of the program.`],
  );
  return [...scripts, ...commands];
}

/** Headings as GitHub makes them into anchors. */
export function toHeadings(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

export function hasPath(path: string): boolean {
  return existsSync(`${root}${path}`);
}

function loadText(path: string): string {
  return readFileSync(`${root}${path}`, 'utf8');
}

function withoutFences(text: string): string {
  return text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1\s*$/gm, '');
}
