import { defineConfig } from 'vitest/config';

// Sources of the workspace are used directly (export condition "source"): tests never see a stale build.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'module'] } },
  test: {
    environment: 'node',
    // Most of a spec on real parts is waiting; two side by side fit on two cores.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['{libs,apps,tools}/*/{src,test}/**/*.spec.ts'],
          exclude: ['**/*.int.spec.ts'],
        },
      },
      {
        extends: true,
        // Real PostgreSQL, Kafka and Keycloak: started for the run where they do not run already.
        test: {
          name: 'parts',
          include: ['{libs,apps,tools}/*/test/**/*.int.spec.ts', 'e2e/**/*.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['tools/stack/src/vitest-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
