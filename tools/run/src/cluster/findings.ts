/** What was looked at, each with whether it holds. */
export type Findings = [holds: boolean, what: string][];
