import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What crosses services takes longest: begun first, it does not run alone at the end. */
class EndToEndFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isEndToEnd = ({ moduleId }: TestSpecification): number => Number(moduleId.includes('/e2e/src/'));
    return (await super.sort(files)).toSorted((a, b) => isEndToEnd(b) - isEndToEnd(a));
  }
}

// Sources of the workspace are used directly (export condition "source"): tests never see a stale build.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'module'] } },
  test: {
    environment: 'node',
    // Most of a spec on real parts is waiting; three side by side fit on two cores.
    maxWorkers: 3,
    sequence: { sequencer: EndToEndFirst },
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
