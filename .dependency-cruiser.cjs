// The judge of the boundaries. Each rule says why; each has a fixture in tools/boundaries/fixtures that breaks it.
// ROOT lets the fixtures stand in for the real tree.
const root = process.env.BOUNDARIES_ROOT ?? '';
const at = (pattern) => `^${root}${pattern}`;
const sharedStores = require('./tools/boundaries/shared-stores.cjs');
const notIn = (...patterns) => patterns.map(at);

// Wiring knows all of a service; a bench measures what it likes.
const outside = ['\\.(module|bench|spec)\\.ts$'];
const storesAreTheirFeatures = (from, to) => ({
  name: 'stores-are-their-features-own',
  comment:
    'Features meet through what they offer: rows that another feature reads or writes by itself are rules that live in two places.',
  severity: 'error',
  from,
  to,
});

module.exports = {
  forbidden: [
    {
      name: 'app-never-imports-app',
      comment:
        'Services meet over Kafka and HTTP only; an import would tie their releases and their databases together.',
      severity: 'error',
      from: { path: at('apps/([^/]+)/') },
      to: { path: at('apps/[^/]+/'), pathNot: at('apps/$1/') },
    },
    {
      name: 'libs-never-import-apps-or-tools',
      comment: 'A library that knows an app cannot be used by another.',
      severity: 'error',
      from: { path: at('libs/'), pathNot: '(/test/|\\.spec\\.ts$)' },
      to: { path: at('(apps|tools|e2e)/') },
    },
    {
      name: 'apps-run-without-tools',
      comment: 'What runs in production must not need what runs on a developer’s machine; only tests may.',
      severity: 'error',
      from: { path: at('apps/'), pathNot: '(/test/|\\.spec\\.ts$)' },
      to: { path: at('(tools|e2e)/') },
    },
    {
      name: 'pure-libraries-stay-pure',
      comment:
        'Rules that decide who is asked and what is published must be readable and testable without a machine room.',
      severity: 'error',
      from: {
        path: at('libs/(contracts|questionnaire|statistics|disclosure)/src/'),
        pathNot: '(\\.spec\\.ts$|/red-team/|/write-[^/]*\\.ts$)',
      },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        // The ledger's hash is a function of its entry alone.
        pathNot: '(node_modules/(zod|highs)/|^(highs|crypto)$)',
      },
    },
    {
      name: 'pure-libraries-use-no-platform',
      comment: 'A library of ours that opens a database or a port is as little pure as one of others that does.',
      severity: 'error',
      from: { path: at('libs/(contracts|questionnaire|statistics|disclosure)/src/'), pathNot: '\\.spec\\.ts$' },
      to: { path: at('libs/(persistence|messaging|access|service|web)/') },
    },
    {
      name: 'platform-libraries-do-not-know-the-field',
      comment: 'Persistence, messaging, access, service and web know no rule of the field.',
      severity: 'error',
      from: { path: at('libs/(persistence|messaging|access|service|web)/src/'), pathNot: '\\.spec\\.ts$' },
      to: { path: at('libs/(questionnaire|statistics|disclosure)/') },
    },
    {
      name: 'database-only-in-stores',
      comment: 'All SQL of a feature is in its store, so that a reader finds it and a reviewer can judge grants.',
      severity: 'error',
      from: {
        path: at('(apps|libs)/'),
        pathNot: [
          ...notIn('libs/persistence/', 'libs/messaging/'),
          '\\.(store|table)\\.ts$',
          '/migrat[^/]*\\.ts$',
          '/migrations/',
          '(/test/|\\.spec\\.ts$)',
        ],
      },
      to: { path: '(^|node_modules/)(typeorm|pg)(/|$)' },
    },
    storesAreTheirFeatures(
      { path: at('apps/([^/]+)/src/([^/]+)/'), pathNot: outside },
      {
        path: at('apps/$1/src/.+\\.store\\.ts$'),
        pathNot: [at('apps/$1/src/$2/'), ...Object.keys(sharedStores).map((store) => at(`apps/${store}\\.ts$`))],
      },
    ),
    ...Object.entries(sharedStores).map(([store, features]) => {
      const [app, , own] = store.split('/');
      const may = [own, ...features].map((feature) => at(`apps/${app}/src/${feature}/`));
      return storesAreTheirFeatures(
        { path: at(`apps/${app}/src/[^/]+/`), pathNot: [...outside, ...may] },
        { path: at(`apps/${store}\\.ts$`) },
      );
    }),
    {
      name: 'kafka-only-in-messaging',
      comment: 'Lost and doubled events are prevented in one place or nowhere.',
      severity: 'error',
      from: { path: at('(apps|libs)/'), pathNot: [...notIn('libs/messaging/'), '(/test/|\\.spec\\.ts$)'] },
      to: { path: '(^|node_modules/)kafkajs(/|$)' },
    },
    {
      name: 'keycloak-only-in-access',
      comment: 'The adapter is deprecated upstream and has unsafe defaults: it stays behind one door.',
      severity: 'error',
      from: { path: at('(apps|libs)/'), pathNot: [...notIn('libs/access/'), '(/test/|\\.spec\\.ts$)'] },
      to: { path: '(^|node_modules/)(keycloak-connect|openid-client)(/|$)' },
    },
    {
      name: 'portal-has-no-domain-store',
      comment: 'The portal shows what the APIs allow its user to see; a store of its own would be a second truth.',
      severity: 'error',
      from: { path: at('apps/portal/'), pathNot: ['session', '/migrat', '(/test/|\\.spec\\.ts$)'] },
      to: { path: at('apps/portal/.*\\.store\\.ts$'), pathNot: 'session' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means that two things are one thing.',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody reaches is a file nobody needs.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.spec\\.ts$',
          '\\.d\\.ts$',
          '(^|/)(main|index|migrate)\\.ts$',
          '/test/',
          '/dist/',
          '\\.config\\.ts$',
          '\\.(cjs|mjs|js)$',
          '\\.d\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that does not resolve works on one machine only.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', ...(root ? [] : ['fixtures/'])] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
