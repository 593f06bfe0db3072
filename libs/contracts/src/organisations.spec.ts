import { describe, expect, it } from 'vitest';
import { constituencyOf, isInScope, reportingAreaOf } from './organisation.js';
import { organisationById } from './organisations.js';
import { constituencies2024 } from './organisations/constituencies-2024.js';
import { englandAndWales } from './organisations/england-and-wales.js';
import { forces } from './organisations/forces.js';
import { southwark } from './organisations/southwark.js';

const all = [southwark, ...englandAndWales];
const after = '2027-01-01';

describe('England and Wales', () => {
  it('has 43 forces and 575 constituencies, each with a code of its own', () => {
    expect(new Set(forces.map(({ code }) => code)).size).toBe(43);
    expect(new Set(constituencies2024.map(([code]) => code)).size).toBe(575);
    expect(new Set(constituencies2024.map(([, name]) => name)).size).toBe(575);
    const of = (prefix: string) => constituencies2024.map(([code]) => code).filter((code) => code.startsWith(prefix));
    expect([of('E14').length, of('W07').length]).toEqual([543, 32]);
  });

  it('gives the codes in the order of the alphabet, as the register does', () => {
    for (const prefix of ['E14', 'W07']) {
      const names = constituencies2024
        .filter(([code]) => code.startsWith(prefix))
        .map(([, name]) => name.toLowerCase());
      expect(names).toEqual([...names].sort());
    }
    for (const { code, name } of southwark.constituencies.filter(({ until }) => until === null))
      expect(constituencies2024).toContainEqual([code, name]);
  });

  it('leaves out no force and no constituency, and shares only those that reach into a neighbour', () => {
    expect(new Set(all.flatMap((each) => each.forces.map(({ code }) => code)))).toEqual(
      new Set(forces.map(({ code }) => code)),
    );
    const places = all.flatMap((each) =>
      each.reportingAreas.at(-1)!.areas.flatMap(({ constituencies }) => constituencies.map((code) => code)),
    );
    expect(new Set(places)).toEqual(new Set(constituencies2024.map(([code]) => code)));
    const twice = constituencies2024.filter(([code]) => places.filter((each) => each === code).length > 1);
    expect(twice.map(([, name]) => name)).toEqual([
      'Cities of London and Westminster',
      'Dulwich and West Norwood',
      'Lewisham West and East Dulwich',
      'Vauxhall and Camberwell Green',
    ]);
  });

  it('says of each who answers for the data, how to reach them and by which law', () => {
    for (const { controller } of all) {
      expect(controller.contact).toMatch(/@/);
      expect(controller.officer).toMatch(/@/);
      expect(controller.officer).not.toBe(controller.contact);
      expect(controller.basis).toMatch(/6\(1\)\(e\).*9\(2\)\(a\)/);
    }
    expect(new Set(all.map(({ controller }) => controller.name)).size).toBe(43);
  });

  it('names every organisation once, and finds it', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, name } of all) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(organisationById(id).name).toBe(name);
    }
  });
});

describe('the scope of an area that is no local authority', () => {
  const hampshire = organisationById('north-hampshire');
  const [winchester] = constituencies2024.find(([, name]) => name === 'Winchester')!;
  const [gosport] = constituencies2024.find(([, name]) => name === 'Gosport')!;

  it('is its constituencies, which the force sends', () => {
    expect(isInScope(hampshire, winchester)).toBe(true);
    expect(isInScope(hampshire, gosport)).toBe(false);
    expect(constituencyOf(hampshire, winchester, after)).toBe(winchester);
    expect(reportingAreaOf(hampshire, winchester, after).name).toBe('Winchester');
    expect(reportingAreaOf(hampshire, null, after).other).toBe(true);
  });

  it('is never the constituencies of a borough: they reach into its neighbours', () => {
    expect(isInScope(southwark, 'E14001333')).toBe(false);
  });
});
