import { relative } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

/**
 * Makes one file of each program with everything it imports. A service is thousands of small files, and finding, reading and
 * linking them costs more than running them: measured in docs/adr/0014-one-file-a-program.md.
 *
 * @param programs name of the file to write (without .js) to the compiled file it begins in; what they share is written once
 * @param folder where they are written
 */
export async function bundle(programs: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const made = await rolldown({
    input: { ...programs },
    platform: 'node',
    // What is bundled is compiled already.
    tsconfig: false,
    plugins: [asIfFromItsOwnPlace(folder)],
    // Packages name optional parts that are not installed; one that is needed and missing fails at start, by name.
    checks: { unresolvedImport: false, eval: false, circularDependency: false },
    logLevel: 'warn',
  });
  await made.write({
    dir: folder,
    format: 'esm',
    // Nest, TypeORM and every error in a log speak of classes by name.
    keepNames: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'shared-[name].js',
    cleanDir: true,
  });
  await made.close();
}

/** Code that looks for files beside itself (views, fonts, code tables) still looks where it was compiled to. */
const asIfFromItsOwnPlace = (folder: string): Plugin => ({
  name: 'as-if-from-its-own-place',
  transform: {
    filter: { code: 'import.meta.url' },
    handler: (code, id) => ({
      code: code.replaceAll(
        'import.meta.url',
        `new URL(${JSON.stringify(relative(folder, id))}, import.meta.url).href`,
      ),
      map: null,
    }),
  },
});
