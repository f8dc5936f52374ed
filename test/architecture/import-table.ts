// Who may import whom: each place names the places it may use. The plan behind it stands in docs/architecture.md.

export type Place = {
  readonly name: string;
  /** Paths that belong here; the first place that matches counts. */
  readonly paths: RegExp;
  readonly mayImport: readonly string[];
  /** Places of which only types may be imported, because a running service gets the values from elsewhere. */
  readonly mayImportTypes?: readonly string[];
  /** Places whose modules it may name by address, to have them run on a thread of their own. */
  readonly mayAddress?: readonly string[];
};

const pure = ['strategies', 'detectors', 'safety', 'risk', 'platforms'];
const reaching = ['venues', 'feeds', 'channels', 'payments', 'reports'];
const extensions = [...pure, ...reaching].flatMap((folder) => [folder, registryOf(folder)]);
/** All that the entries of the program put together. */
const everything = ['config', 'core', 'core words', 'domain', 'api', ...extensions].concat(
  'workers',
  'worker contracts',
  'storage calls',
  'worker list',
  'backtest',
  'sandbox',
  'signer',
);

/** Each page of the dashboard stands by itself: what two of them need is in components, live or format. */
const pages = [
  'entrance',
  'home',
  'logs',
  'market',
  'metrics',
  'sandbox',
  'settings',
  'signals',
  'signer',
  'system',
  'tokens',
  'traders',
];
const pagePlaces = pages.map((page) => `dashboard page ${page}`);
/** From what stands lowest: each may use those before it. */
const drawn = [
  'dashboard format',
  'dashboard theme',
  'dashboard requests',
  'dashboard live',
  'dashboard components',
];
const dashboard: readonly Place[] = [
  inDashboard('format', /^dashboard\/src\/format\//, []),
  inDashboard('theme', /^dashboard\/src\/theme\//, drawn.slice(0, 1)),
  inDashboard('requests', /^dashboard\/src\/api\//, []),
  inDashboard('live', /^dashboard\/src\/live\//, ['dashboard requests']),
  inDashboard('components', /^dashboard\/src\/components\//, drawn.slice(0, 4)),
  ...pages.map((page) => inDashboard(`page ${page}`, new RegExp(`^dashboard/src/pages/${page}/`), drawn)),
  inDashboard('page list', /^dashboard\/src\/pages\/index\.ts$/, ['dashboard requests', ...pagePlaces]),
  inDashboard('shell', /^dashboard\/src\/shell\//, [
    ...drawn,
    'dashboard page list',
    'dashboard page entrance',
    'dashboard workbench',
  ]),
  inDashboard('workbench', /^dashboard\/src\/dev\//, drawn),
  inDashboard('start', /^dashboard\/src\/(main|app)\.tsx$/, [...drawn, 'dashboard shell']),
  inDashboard('build', /^dashboard\/[\w.]+$/, []),
];

export const places: readonly Place[] = [
  { name: 'main', paths: /^src\/main\.ts$/, mayImport: [...everything, 'cli', 'program'] },
  { name: 'warm-up', paths: /^src\/warm-up\.ts$/, mayImport: [...everything, 'thread', 'cli', 'program'] },
  { name: 'thread', paths: /^src\/thread\.ts$/, mayImport: everything },
  { name: 'program', paths: /^src\/program\//, mayImport: [...everything, 'thread'] },
  { name: 'cli', paths: /^src\/cli\//, mayImport: [...everything, 'program'] },
  {
    name: 'config',
    paths: /^src\/config\//,
    mayImport: [
      'core',
      'core words',
      'domain',
      'worker list',
      'cache kinds',
      ...[...pure, ...reaching].map(registryOf),
    ],
  },
  // The part of core without threads or input and output, which the pure folders may use.
  { name: 'core words', paths: /^src\/core\/(errors|error-table|registry)\.ts$/, mayImport: [] },
  { name: 'core', paths: /^src\/core\//, mayImport: ['core words'], mayAddress: ['thread'] },
  { name: 'domain', paths: /^src\/domain\//, mayImport: ['core words'] },
  ...pure.flatMap((folder) => extension(folder, ['domain'])),
  ...reaching.flatMap((folder) => extension(folder, ['domain', 'core', 'core words'])),
  { name: 'api', paths: /^src\/api\//, mayImport: ['domain'] },
  { name: 'backtest', paths: /^src\/backtest\//, mayImport: ['domain', 'core', 'core words', ...pure] },
  { name: 'sandbox', paths: /^src\/sandbox\//, mayImport: ['domain', 'core', 'core words'] },
  // A process of its own, which imports nothing of ours but itself; `confinement.test.ts` beside it is stricter.
  { name: 'signer process', paths: /^src\/signer\/process\//, mayImport: [] },
  {
    name: 'signer',
    paths: /^src\/signer\//,
    mayImport: ['core', 'core words', 'signer process'],
    mayAddress: ['signer process'],
  },
  // What the cache may hold: pure declarations, from which contract and configuration are derived.
  { name: 'cache kinds', paths: /^src\/workers\/cache\/kinds\//, mayImport: ['domain', 'core words'] },
  // What storage can be asked: units, reads and operations, each a call of the contract. `units.ts` beside this is stricter.
  {
    name: 'storage calls',
    paths:
      /^src\/workers\/storage\/((units|reads|repositories)\/|(unit|tables|solana-tables|health\/storage-health|operations\/operation-calls)\.ts$)/,
    mayImport: ['domain', 'core', 'core words'],
  },
  {
    name: 'worker contracts',
    paths: /^src\/workers\/[\w-]+\/contract\.ts$/,
    mayImport: ['domain', 'core', 'core words', 'cache kinds', 'storage calls'],
  },
  {
    name: 'worker list',
    paths: /^src\/workers\/index\.ts$/,
    mayImport: ['worker contracts'],
    mayAddress: ['workers'],
  },
  {
    name: 'workers',
    paths: /^src\/workers\//,
    mayImport: [
      'worker contracts',
      'cache kinds',
      'storage calls',
      'domain',
      'core',
      'core words',
      'api',
      ...extensions,
    ],
    mayImportTypes: ['config'],
  },
  ...dashboard,
];

function registryOf(folder: string): string {
  return `${folder} registry`;
}

function inDashboard(name: string, paths: RegExp, mayImport: readonly string[]): Place {
  return { name: `dashboard ${name}`, paths, mayImport, mayImportTypes: ['api'] };
}

/** An extension folder with its list of members, which alone is visible to the configuration. */
function extension(folder: string, mayImport: readonly string[]): Place[] {
  const registry = registryOf(folder);
  return [
    { name: registry, paths: new RegExp(`^src/${folder}/index\\.ts$`), mayImport: [...mayImport, folder] },
    { name: folder, paths: new RegExp(`^src/${folder}/`), mayImport },
  ];
}

export function placeOf(path: string): Place | undefined {
  return places.find(({ paths }) => paths.test(path));
}
