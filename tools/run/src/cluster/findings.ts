/** What was looked at, each with whether it holds; null: it could not be shown here, which is neither. */
export type Findings = [holds: boolean | null, what: string][];
