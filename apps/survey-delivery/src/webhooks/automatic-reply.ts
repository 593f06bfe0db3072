/** Headers of a mail, by whatever case of their names; each with its value. */
export type MailHeaders = Readonly<Record<string, string>>;

const isSaid = (value: string): boolean => value !== '' && value !== 'no';
/** How a machine that answers says so: RFC 3834 (Auto-Submitted, the empty return path), and what was usual before it. */
const marks: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['auto-submitted', isSaid],
  ['return-path', (value: string) => value === '' || value === '<>'],
  ['precedence', (value: string) => ['bulk', 'junk', 'list', 'auto_reply'].includes(value)],
  ['x-autoreply', isSaid],
  ['x-autorespond', isSaid],
]);

/** Out of office, a full mailbox, a list: no word of hers. Without headers nothing is known, and a person reads it. */
export const isAutomatic = (headers: MailHeaders): boolean =>
  Object.entries(headers).some(([name, value]) => marks.get(name.toLowerCase())?.(firstWord(value)));

/** Without parameters and comments: `auto-replied; owner-email="..."`, `no (by hand)`. */
const firstWord = (value: string): string =>
  value
    .trim()
    .split(/[;\s(]/)[0]!
    .toLowerCase();
