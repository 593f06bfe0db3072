/**
 * Who can be called, checked 2026-06: numbers change, so this is data with a date. Names and hours are in the languages'
 * texts. The neutral pages show only those marked so: the others would tell what the page is about.
 */
export const helplines = [
  { id: 'rape-crisis', number: '0808 500 2222', allDay: true, neutral: false },
  { id: 'victim-support', number: '0808 168 9111', allDay: true, neutral: false },
  { id: 'domestic-abuse', number: '0808 2000 247', allDay: true, neutral: false },
  { id: 'galop', number: '0800 999 5428', allDay: false, neutral: false },
  { id: 'samaritans', number: '116 123', allDay: true, neutral: true },
] as const;
