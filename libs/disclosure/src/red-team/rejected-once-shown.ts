import { displaySmallCount } from '../display.js';
import { familyOf, type Family } from '../families.js';
import { Geography } from '../geography.js';
import { halfOf, monthsOf, quarterOf } from '../month.js';
import { borough, headlines } from '../tables.js';
import { attackPeople } from './attack-year.js';
import { isIn, wishes } from './population.js';
import { banded, blocks, run, tally, type Scene, type Tally } from './scene.js';

/** A block published again without one answer: is that answer proved? */
export async function correctionByOne(scene: Scene): Promise<Tally> {
  const { config, solver } = scene;
  const geography = new Geography([config]);
  let cases = 0;
  let learnt = 0;
  for (const period of blocks(scene)) {
    const inside = scene.people.filter((who) =>
      isIn(geography, who, { measure: 'seriously', group: borough, ...period }),
    );
    const gone = inside[Math.floor(inside.length / 2)]!;
    const marked = inside.map((who) =>
      who === gone ? { ...who, categories: ['corrected'] } : { ...who, categories: ['age:kept'] },
    );
    const before = banded({ ...scene, people: inside }, 'seriously', borough, period);
    const after = banded({ ...scene, people: inside.filter((who) => who !== gone) }, 'seriously', borough, period);
    if (before.length + after.length < 2) continue;
    cases += 1;
    const family: Family = {
      ...familyOf('treated-worse'),
      measures: ['seriously'],
      answers: familyOf('seriously').answers,
    };
    const people = marked.map((who) => ({
      ...who,
      answers: new Map([...who.answers, ['treated-worse', true] as const]),
    }));
    const cells = [
      ...before.map((cell) => ({ ...cell, group: 'age:everyone' })),
      ...after.map((cell) => ({ ...cell, group: 'age:kept' })),
    ];
    const groups = people.map((who) => ({ ...who, categories: [...who.categories, 'age:everyone'] }));
    const { findings } = await attackPeople({ configs: [config], people: groups }, family, period, cells, 0, solver);
    if (findings.some((finding) => finding.kind === 'proved' && finding.members === 1)) learnt += 1;
  }
  return { cases, learnt };
}

/**
 * A block that was taken down and forgotten, then given anew with one to ten answers that came late: whoever read the first
 * has both.
 */
export async function backAfterTakedown(scene: Scene): Promise<Tally> {
  const measure = 'seriously';
  let cases = 0;
  let learnt = 0;
  for (const period of blocks(scene)) {
    const cell = { measure, group: borough, ...period };
    const inside = scene.people.filter((who) => isIn(new Geography([scene.config]), who, cell));
    for (let late = 1; late <= 10; late += 1) {
      const added = { what: 'added', at: 1.5, measure, group: borough } as const;
      const early = inside.slice(late);
      const people = [...early, ...inside.slice(0, late).map((who) => ({ ...who, changes: [added] }))];
      const before = banded({ ...scene, people: early }, measure, borough, period);
      const after = banded(scene, measure, borough, period).map((each) => ({ ...each, sequence: 2 }));
      if (before.length + after.length < 2) continue;
      cases += 1;
      if ((await run({ ...scene, people }, familyOf(measure), [...before, ...after], period, 2)).length > 0)
        learnt += 1;
    }
  }
  return { cases, learnt };
}

/** The areas of a half-year, and the same half-year again by boundaries that move one constituency to another area. */
export async function bothBoundaries(scene: Scene): Promise<Tally> {
  const { config, year } = scene;
  const [, to, from] = config.areas as [unknown, Area, Area];
  let cases = 0;
  let learnt = 0;
  for (const moved of from.constituencies) {
    const again = [
      { ...to, id: `${to.id}-new`, constituencies: [...to.constituencies, moved] },
      { ...from, id: `${from.id}-new`, constituencies: from.constituencies.filter((code) => code !== moved) },
    ];
    const undated = { ...scene, config: { ...config, areas: [...config.areas, ...again] } };
    for (const half of [halfOf(year.from), halfOf(year.to)]) {
      for (const measure of headlines) {
        const cells = undated.config.areas.flatMap(({ id }) => banded(undated, measure, id, half));
        cases += 1;
        if ((await run(undated, familyOf(measure), cells, half, 2)).length > 0) learnt += 1;
      }
    }
  }
  return { cases, learnt };
}

/** Rows only of the wishes somebody made: where there is none, nobody did. */
export async function wishWithoutRow(scene: Scene): Promise<Tally> {
  const quarters = monthsOf(scene.year)
    .filter((month) => quarterOf(month).to === month)
    .map(quarterOf);
  let cases = 0;
  let learnt = 0;
  for (const quarter of quarters) {
    for (const measure of Object.keys(wishes).map((name) => `help:${name}`)) {
      const { count, base } = tally(scene, measure, borough, quarter);
      const displayed = displaySmallCount(count);
      const { least, most } = displayed.counts;
      const counts = count === 0 ? { least: 0, most: 0 } : { least: Math.max(1, least), most };
      const told = {
        table: 'T6',
        measure,
        group: borough,
        ...quarter,
        base,
        displayed: { ...displayed, counts },
      } as const;
      cases += 1;
      if ((await run(scene, familyOf(measure), [{ ...told, sequence: 1 }], quarter)).length > 0) learnt += 1;
    }
  }
  return { cases, learnt };
}

type Area = Scene['config']['areas'][number];
