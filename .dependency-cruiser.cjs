/** Who may import whom. Everything not named here is refused; `docs/ARCHITECTURE.md` draws what this leaves. */
const LAYERS = {
  contracts: { ours: [], npm: [] },
  core: { ours: ['contracts'], npm: [] },
  detectors: { ours: ['contracts', 'core'], npm: [] },
  sites: { ours: ['contracts'], npm: ['valibot'] },
  facts: { ours: ['contracts'], npm: ['valibot'] },
  tips: { ours: ['contracts'], npm: [] },
  platform: {
    ours: ['contracts'],
    npm: [
      'onnxruntime-web',
      'webextension-polyfill',
      'mediabunny',
      '@contentauth/c2pa-wasm',
      'exifreader',
      '@xmldom/xmldom',
      'valibot',
    ],
  },
  ui: { ours: ['contracts', 'core'], npm: ['preact'] },
  contexts: { ours: ['contracts', 'core', 'detectors', 'sites', 'facts', 'tips', 'platform', 'ui'], npm: ['preact'] },
};

/** Folders whose neighbours are strangers: two contexts, two detectors or two sources of facts never meet. */
const STRANGERS = ['contexts', 'detectors', 'facts'];

const layerRules = Object.entries(LAYERS).flatMap(([layer, { ours, npm }]) => [
  {
    name: `${layer}-imports-only-${ours.join('-') || 'itself'}`,
    comment: `src/${layer} may import ${ours.join(', ') || 'nothing of ours'}. Move the shared part down a layer, or pass it in.`,
    severity: 'error',
    from: { path: `^src/${layer}/` },
    to: { path: '^src/', pathNot: [layer, ...ours].map((name) => `^src/${name}/`) },
  },
  {
    name: `${layer}-packages-${npm.join('-') || 'none'}`,
    comment: `src/${layer} may use ${npm.join(', ') || 'no package'}. Another need is a decision: docs/decisions/.`,
    severity: 'error',
    from: { path: `^src/${layer}/` },
    to: {
      dependencyTypesNot: ['local', 'localmodule', 'undetermined', 'unknown'],
      path: '^(?!src/|models/)',
      ...(npm.length > 0 && { pathNot: `(^|/)node_modules/(@types/)?(${npm.join('|')})(/|$)` }),
    },
  },
]);

const strangerRules = STRANGERS.map((layer) => ({
  name: `${layer}-are-strangers`,
  comment: `One folder of src/${layer} never imports another. What both need belongs to a lower layer.`,
  severity: 'error',
  from: { path: `^src/${layer}/([^/]+)/` },
  to: { path: `^src/${layer}/[^/]+/`, pathNot: `^src/${layer}/$1/` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...strangerRules,
    {
      name: 'sites-are-strangers',
      comment:
        'A site is one file, and so are its labels. adapter.ts and labels/shared are shared; a registry.ts lists them all.',
      severity: 'error',
      from: { path: '^src/sites/', pathNot: '^src/sites/(labels/)?registry\\.ts$' },
      to: { path: '^src/sites/', pathNot: '^src/sites/(adapter\\.ts$|labels/shared/)' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing: delete it or connect it.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '^src/contexts/[^/]+/main\\.', '\\.firefox\\.ts$'] },
      to: {},
    },
    {
      name: 'product-stands-alone',
      comment: 'src/ ships; tests, tools, demo and bench look at it, never the other way round.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|tools|demo|bench|training)/' },
    },
    {
      name: 'nothing-unresolved',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '\\?' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'browser', 'default', 'types'], exportsFields: ['exports'] },
  },
};
