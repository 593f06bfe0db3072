import type { Principal } from '@answerable/access';
import { describe, expect, it } from 'vitest';
import { delegatedTerm, seatOf, seatTerms, termOn, type SeatTerm } from './seat.js';

const term = (from: string, until: string | null, office: string): SeatTerm => ({
  seat: 'E14001421',
  office,
  email: 'office@mp.example',
  from,
  until,
});
const terms = [term('2024-07-04', '2026-03-30', 'first'), term('2026-05-07', null, 'successor')];
const office = (seatTerm?: Principal['seatTerm']): Principal => ({
  subject: 's',
  name: 'n',
  roles: ['mp-office'],
  clientId: 'c',
  seat: 'E14001421',
  ...(seatTerm && { seatTerm }),
});

describe('a seat', () => {
  it('is held through the day of dissolution, by nobody until the poll, then by the successor', () => {
    expect(termOn(terms, 'E14001421', '2026-03-30')?.office).toBe('first');
    expect(termOn(terms, 'E14001421', '2026-03-31')).toBeNull();
    expect(termOn(terms, 'E14001421', '2026-05-07')?.office).toBe('successor');
  });

  it('is not read for by people of the office before, whose own term has ended', () => {
    const before = { from: '2024-07-04' };
    expect(seatOf(office(before), terms, '2026-03-30')?.office).toBe('first');
    expect(seatOf(office(before), terms, '2026-06-01')).toBeNull();
    expect(seatOf(office({ ...before, until: '2026-03-30' }), terms, '2026-06-01')).toBeNull();
    expect(seatOf(office({ from: '2026-05-07' }), terms, '2026-06-01')?.office).toBe('successor');
    // A colleague who came in the middle of the term.
    expect(seatOf(office({ from: '2026-05-20' }), terms, '2026-06-01')?.office).toBe('successor');
    expect(seatOf({ ...office({ from: '2026-05-07' }), seat: 'E14000553' }, terms, '2026-06-01')).toBeNull();
  });

  it('is not read for by an account that does not say for which term it was made', () => {
    expect(seatOf(office(), terms, '2025-06-01')).toBeNull();
    expect(seatOf(office(), terms, '2026-06-01')).toBeNull();
  });

  it('has one office at a time: terms that overlap stop the start', () => {
    expect(() => seatTerms.parse([...terms, term('2026-12-01', null, 'third')])).toThrow(
      'two terms of one seat overlap',
    );
    expect(seatTerms.parse([...terms, { ...term('2024-07-04', null, 'other'), seat: 'E14000553' }])).toHaveLength(3);
  });

  it('is not read for by delegates of the office before: each office names its own', () => {
    const named = (addedOn: string) => [{ seat: 'E14001421', addedOn }];
    expect(delegatedTerm(named('2026-03-01'), terms, '2026-03-30')?.office).toBe('first');
    expect(delegatedTerm(named('2026-03-01'), terms, '2026-06-01')).toBeNull();
    expect(delegatedTerm(named('2026-05-07'), terms, '2026-06-01')?.office).toBe('successor');
  });
});
