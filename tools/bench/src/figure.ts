/** One measured figure beside its budget. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: { readonly atLeast?: number; readonly atMost?: number };
  /** Against something measured in the same run, where there is one. */
  readonly ratio?: string;
}

export type Say = (line: string) => void;

export const holds = ({ value, budget }: Figure): boolean =>
  (budget.atLeast === undefined || value >= budget.atLeast) && (budget.atMost === undefined || value <= budget.atMost);

export function row(figure: Figure): string {
  const { atLeast, atMost } = figure.budget;
  const budget = atLeast === undefined ? `<= ${atMost}` : `>= ${atLeast}`;
  const shown = figure.value >= 100 ? Math.round(figure.value).toLocaleString('en-GB') : figure.value.toPrecision(3);
  return `${holds(figure) ? 'within' : 'OUTSIDE'}  ${figure.what}: ${shown} ${figure.unit} (budget ${budget} ${figure.unit})${figure.ratio ? `; ${figure.ratio}` : ''}`;
}
