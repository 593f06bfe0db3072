/** Words of the portal that a report itself does not explain. */
export const terms: readonly { term: string; meaning: string }[] = [
  {
    term: 'About',
    meaning: 'To the nearest 5. Exact numbers are never shown, because the groups are small and each is a person.',
  },
  {
    term: 'Block',
    meaning:
      'The answers between two published figures. A block ends with the month in which at least 20 people have answered, and always on 30 June and 31 December.',
  },
  {
    term: 'Closed',
    meaning:
      'Every way in which a case can end, not only a charge: also when it was not recorded as a crime, or when the victim is said not to support it.',
  },
  {
    term: 'Could be',
    meaning:
      'The range in which the true share may lie, given how few answered. It is worked out from what is shown, so that nothing more can be read from it.',
  },
  {
    term: 'Held',
    meaning:
      'Two people of Victim Support approve each report. They may hold it once for ten working days, which all readers are told; they cannot alter it. One that they have not approved on its day holds itself in the same way.',
  },
  {
    term: 'Missing',
    meaning: 'The difference between the cases the police say they closed and those they told us of.',
  },
  {
    term: 'No usable contact',
    meaning:
      'The police gave no way of reaching the person, or one that does not work. It is always shown, because it can hide people.',
  },
  {
    term: 'Seal',
    meaning:
      'A signature that only Victim Support can make, in an unbroken chain from the first report on. If one character of a report is changed, the seal no longer fits.',
  },
  {
    term: 'Waiting for the court',
    meaning:
      'Cases in which somebody was charged. People are asked when the proceedings have ended; staff check every 90 days.',
  },
  {
    term: 'Withheld',
    meaning:
      'Not shown, because somebody could be found in it. The report says what and until when. Whether something is withheld depends on how many answered, not on what. The one exception is the last check before publication, which may stop a figure; the report then says so.',
  },
];
