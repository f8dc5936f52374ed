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
  readonly licence: string;
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
];

/** Packages whose code may run while they are installed. */
export const installScripts: readonly { readonly name: string; readonly why: string }[] = [];

/** Packages that have install scripts, which are denied in package.json and never run: what we use of them works without. */
export const deniedScripts: readonly { readonly name: string; readonly why: string }[] = [
  { name: 'ccxt', why: 'Prints a greeting. A client of exchanges that tests and benches hold against ours.' },
];

/** Packages in whose place package.json puts another. */
export const replaced: readonly { readonly name: string; readonly by: string; readonly why: string }[] = [
  {
    name: 'bufferutil',
    by: 'npm:@types/ws@8.18.2',
    why: 'Native code that ends the process when a thread is ended while it loads; types cannot be loaded, and `ws` does without.',
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
