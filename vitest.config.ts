import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest is begun first, so that it does not run alone at the end. */
const longest = ['/e2e/src/', '/journey.int.', '/publish-unattended.', '/red-team.spec', '/boundaries.spec'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((part) => moduleId.includes(part));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

/** These replace modules or settings for themselves: each has a process of its own. */
const alone = [
  'apps/response-collection/test/{survey,unlinkability}.int.spec.ts',
  'tools/stack/**/{killed.int,processes}.spec.ts',
];
const elsewhere = ['**/node_modules/**', '**/dist/**'];

/** PostgreSQL, Kafka and Keycloak: started for the run where they do not run already. */
const realParts = { globalSetup: ['tools/stack/src/vitest-setup.ts'] };

// Sources of the workspace are used directly (export condition "source"): tests never see a stale build.
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source', 'node', 'module'] } },
  // What runs before the specs, which builds.
  environments: { __vitest__: { resolve: { conditions: ['source', 'node', 'module'] } } },
  test: {
    environment: 'node',
    // Only what hangs is ended: how long a test takes is no rule, and three at once on two cores take their time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most of a spec on real parts is waiting; three side by side fit on two cores.
    maxWorkers: 3,
    // Spec files of a worker share what they import.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['{libs,apps,tools}/*/{src,test}/**/*.spec.ts'],
          exclude: [...elsewhere, ...alone, '**/*.int.spec.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'parts',
          ...realParts,
          include: ['{libs,apps,tools}/*/test/**/*.int.spec.ts', 'e2e/**/*.spec.ts'],
          exclude: [...elsewhere, ...alone],
        },
      },
      {
        extends: true,
        test: { name: 'alone', ...realParts, include: alone, exclude: elsewhere, isolate: true },
      },
    ],
  },
});
