// What is wrong with the packages that an installation would bring: where they come from, what they run, on what terms.
import {
  deniedScripts,
  installScripts,
  licenceExceptions,
  licences,
  npmNever,
  npmSettings,
  REGISTRY,
  replaced,
} from './allowed.ts';

export type Locked = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: unknown;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  /** Only for development and building: nothing of it is shipped. */
  readonly dev?: boolean;
};
export type Lockfile = {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
};
export type Manifest = Readonly<Record<string, unknown>>;

const dependencyFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
] as const;
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
const installing = ['preinstall', 'install', 'postinstall'] as const;

/** Every dependency of ours is one version of one package of the registry. */
export function checkManifest(manifest: Manifest): string[] {
  return dependencyFields.flatMap((field) =>
    Object.entries((manifest[field] ?? {}) as Record<string, unknown>)
      .filter(([, wanted]) => typeof wanted !== 'string' || !exact.test(wanted))
      .filter(([name, wanted]) => !(field === 'overrides' && isReplaced(name, wanted)))
      .map(
        ([name, wanted]) =>
          `package.json: ${field}.${name} is ${JSON.stringify(wanted)}: write one exact version.`,
      ),
  );
}

function isReplaced(name: string, by: unknown): boolean {
  return replaced.some((known) => known.name === name && known.by === by);
}

export function checkLockfile({ lockfileVersion, packages }: Lockfile): string[] {
  const problems = lockfileVersion === 3 ? [] : ['package-lock.json: write it with npm 9 or later.'];
  for (const [path, entry] of Object.entries(packages))
    if (path !== '')
      problems.push(...checkEntry(path, entry).map((problem) => `package-lock.json: ${path} ${problem}`));
  return problems;
}

function checkEntry(path: string, entry: Locked): string[] {
  const { version = '', resolved, integrity, license, hasInstallScript, link, dev = false } = entry;
  const name = toName(path);
  const problems: string[] = [];
  if (link) problems.push('is a link to a folder.');
  if (!path.startsWith('node_modules/')) problems.push('is not a package of the registry.');
  if (!exact.test(version))
    problems.push(`has the version "${version}", which is no version of the registry.`);
  if (resolved !== undefined && !resolved.startsWith(REGISTRY)) problems.push(`comes from ${resolved}.`);
  if (!/^sha512-[\w+/]{86}==$/.test(integrity ?? '')) problems.push('has no SHA-512 of its content.');
  if (hasInstallScript && !hasKnownScript(name)) problems.push('runs code while it is installed.');
  if (!isLicensed(name, license, dev))
    problems.push(`has the licence ${JSON.stringify(license)}, which is not on the list.`);
  return problems;
}

/** What lies in node_modules may run more than the lockfile says. */
export function checkInstalled(name: string, manifest: Manifest, hasBindingFile: boolean): string[] {
  const scripts = (manifest['scripts'] ?? {}) as Record<string, unknown>;
  const found = installing.filter((script) => scripts[script] !== undefined);
  if (hasBindingFile && found.length === 0) found.push('install');
  if (found.length === 0 || hasKnownScript(name)) return [];
  return [`node_modules/${name} has the script ${found.join(', ')}.`];
}

/** The settings of npm lead to no other registry and let nothing run. */
export function checkNpmSettings(text: string): string[] {
  const elsewhere = text
    .split('\n')
    .filter((line) => /registry\s*=|_auth|always-auth/i.test(line) && !line.includes(`=${REGISTRY}`))
    .map((line) => `.npmrc: "${line.replace(/=.*/, '=…')}" leads elsewhere.`);
  const settings = text
    .split('\n')
    .map((line) => line.split('=').map((part) => part.trim()))
    .filter(([name = '']) => !/^[#;]/.test(name));
  // npm takes the last one.
  const given = new Map(settings.map(([name = '', value]) => [name, value]));
  const missing = Object.entries(npmSettings)
    .filter(([name, value]) => given.get(name) !== value)
    .map(([name, value]) => `.npmrc: write ${name}=${value}.`);
  const never = npmNever
    .filter((name) => given.has(name) || given.has(`${name}[]`))
    .map((name) => `.npmrc: ${name} must not be set.`);
  return [...elsewhere, ...missing, ...never];
}

/** What package.json lets run while it is installed is what the list allows. */
export function checkAllowScripts(manifest: Manifest): string[] {
  const said = (manifest['allowScripts'] ?? {}) as Record<string, unknown>;
  return Object.entries(said)
    .filter(([name, isAllowed]) => isAllowed !== false && !installScripts.some((one) => one.name === name))
    .map(([name]) => `package.json: allowScripts.${name} is not on the list.`);
}

/** Those of the list of denied scripts that package.json does not deny. */
export function checkDenied(manifest: Manifest): string[] {
  const said = (manifest['allowScripts'] ?? {}) as Record<string, unknown>;
  return deniedScripts
    .filter(({ name }) => said[name] !== false)
    .map(({ name }) => `package.json: allowScripts does not deny ${name}.`);
}

function hasKnownScript(name: string): boolean {
  return [...installScripts, ...deniedScripts].some((known) => known.name === name);
}

function toName(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function isLicensed(name: string, license: unknown, isDev: boolean): boolean {
  if (typeof license === 'string' && isOnList(license)) return true;
  if (!isDev) return false;
  return licenceExceptions.some(
    (exception) =>
      exception.licence === (license ?? null) &&
      (exception.name.endsWith('*') ? name.startsWith(exception.name.slice(0, -1)) : name === exception.name),
  );
}

/** One alternative of `OR`, in which every part of `AND` is allowed; deeper nesting is refused. */
function isOnList(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  return plain.split(' OR ').some((choice) => choice.split(' AND ').every((part) => licences.includes(part)));
}
