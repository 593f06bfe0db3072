import { defineConfig } from 'vitest/config';

// Sources of the workspace are used directly (export condition "source"): tests never see a stale build.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'module'] } },
  test: {
    include: ['{libs,apps,tools}/*/{src,test}/**/*.spec.ts', 'e2e/**/*.spec.ts'],
    environment: 'node',
  },
});
