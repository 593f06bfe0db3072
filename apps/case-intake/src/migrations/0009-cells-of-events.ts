import type { Migration } from '@answerable/persistence';

export const cellsOfEvents: Migration = {
  name: '0009-cells-of-events',
  up: `
alter table received_events add column unit text, add column offence_group text;
comment on column received_events.unit is 'With group and class the row of the control totals in which its case stood; null of events from before it was kept.';
`,
};
