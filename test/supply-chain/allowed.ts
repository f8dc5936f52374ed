// What may come into the program from others, and why where it is not plain.

/** Licences that ask for no more than their text beside the code. */
export const licences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/** Packages for development with another licence. A name may end in `*`. */
export const licenceExceptions: readonly {
  readonly name: string;
  /** As the package says it; null where it says none and the text beside its code was read. */
  readonly licence: string | null;
  readonly why: string;
}[] = [
  {
    name: 'axe-core',
    licence: 'MPL-2.0',
    why: 'Used unchanged by tests of the dashboard only; nothing of it is shipped.',
  },
  {
    name: 'lightningcss*',
    licence: 'MPL-2.0',
    why: 'Part of Vite, used unchanged to build the dashboard; nothing of it is shipped.',
  },
  {
    name: 'rpc-websockets',
    licence: 'LGPL-3.0-only',
    why: 'Part of the older client of Solana that tests hold against our node; nothing of it is shipped.',
  },
  {
    name: 'eyes',
    licence: null,
    why: 'Part of the same client; the text in its LICENSE is that of MIT. Nothing of it is shipped.',
  },
  {
    name: 'text-encoding-utf-8',
    licence: null,
    why: 'Part of the same client; the text in its LICENSE is that of the Unlicense. Nothing of it is shipped.',
  },
];

/** Packages whose code may run while they are installed. */
export const installScripts: readonly { readonly name: string; readonly why: string }[] = [];

/** Packages that have install scripts, which are denied in package.json and never run: what we use of them works without. */
export const deniedScripts: readonly { readonly name: string; readonly why: string }[] = [
  {
    name: 'bigint-buffer',
    why: 'Would compile what it also has in JavaScript. Part of a client of Solana that tests hold against our node.',
  },
  { name: 'ccxt', why: 'Prints a greeting. A client of exchanges that tests and benches hold against ours.' },
];

/** Packages in whose place package.json puts another. */
export const replaced: readonly { readonly name: string; readonly by: string; readonly why: string }[] = [
  {
    name: 'bufferutil',
    by: 'npm:@types/ws@8.18.2',
    why: 'Native code that ends the process when a thread is ended while it loads; types cannot be loaded, and `ws` does without.',
  },
  {
    name: 'utf-8-validate',
    by: 'npm:@types/ws@8.18.2',
    why: 'Native code of the same kind, with an install script; Node checks UTF-8 itself.',
  },
];

/** The only source of packages. */
export const REGISTRY = 'https://registry.npmjs.org/';

/** What .npmrc must say; npm from 11 on obeys all of it. */
export const npmSettings: Readonly<Record<string, string>> = {
  'strict-allow-scripts': 'true',
  'allow-git': 'none',
  'allow-remote': 'none',
  'allow-file': 'none',
  'allow-directory': 'none',
};

/** What would take that back, or keep our own `prepare` from building the dashboard. */
export const npmNever: readonly string[] = [
  'min-release-age-exclude',
  'before',
  'allow-scripts',
  'dangerously-allow-all-scripts',
  'ignore-scripts',
  'strict-ssl',
];
