/** Respondents whom no published figure tells apart. */
export interface RespondentClass {
  readonly size: number;
}

/**
 * How an answer may fall, for one family of measures that share their respondents. Every respondent gave exactly one
 * kind of answer; a measure counts some of the kinds (satisfied and dissatisfied are two kinds of three).
 */
export interface AnswerKinds {
  readonly kinds: number;
  /** For each measure the kinds that count as positive. */
  readonly positive: ReadonlyMap<string, readonly number[]>;
}

/** A stratum before classes are formed: respondents of one month, constituency and so on. */
export interface Stratum {
  readonly size: number;
}

/** Numbers of positive answers, both ends included. */
export interface Run {
  readonly least: number;
  readonly most: number;
}

/** What one cell tells: so many positive answers, at least and at most, among these strata. */
export interface Tell extends Run {
  readonly measure: string;
  readonly strata: readonly number[];
  /** Where not every number between is possible: those that are. */
  readonly runs?: readonly Run[];
}

/** A group nothing is published about, and which the attacker wants to learn: strata taken whole. */
export interface Target {
  readonly name: string;
  readonly strata: readonly number[];
}

export interface AttackModel {
  readonly strata: readonly Stratum[];
  readonly answers: AnswerKinds;
  readonly tells: readonly Tell[];
  readonly targets: readonly Target[];
}

/** The model with its strata merged into classes: what every later step computes on. */
export interface ClassModel {
  /** The class of each stratum; -1 for an empty one. */
  readonly classOf: readonly number[];
  readonly classes: readonly RespondentClass[];
  readonly answers: AnswerKinds;
  readonly tells: readonly {
    readonly kinds: readonly number[];
    readonly classes: readonly number[];
    readonly runs: readonly Run[];
  }[];
  readonly targets: readonly {
    readonly name: string;
    readonly size: number;
    readonly parts: readonly { readonly of: number; readonly size: number }[];
  }[];
}

/**
 * Merges strata that lie in the same published cells: their members are exchangeable, so one unknown count serves all.
 * Targets become parts of classes. Empty strata and targets vanish.
 */
export function classModel({ strata, answers, tells, targets }: AttackModel): ClassModel {
  const cells = strata.map(() => [] as number[]);
  tells.forEach((tell, index) => tell.strata.forEach((stratum) => cells[stratum]!.push(index)));
  const classBySignature = new Map<string, number>();
  const sizes: number[] = [];
  const classOf = strata.map(({ size }, stratum) => {
    if (size === 0) return -1;
    const signature = cells[stratum]!.join();
    const found = classBySignature.get(signature) ?? sizes.length;
    classBySignature.set(signature, found);
    sizes[found] = (sizes[found] ?? 0) + size;
    return found;
  });
  return {
    classOf,
    classes: sizes.map((size) => ({ size })),
    answers,
    tells: tells.map((tell) => ({
      kinds: answers.positive.get(tell.measure) ?? [],
      classes: [...new Set(tell.strata.map((stratum) => classOf[stratum]!))].filter((each) => each >= 0),
      runs: tell.runs ?? [{ least: tell.least, most: tell.most }],
    })),
    targets: distinctTargets(
      targets.map((target) => {
        const parts = new Map<number, number>();
        for (const stratum of target.strata) {
          const of = classOf[stratum]!;
          if (of >= 0) parts.set(of, (parts.get(of) ?? 0) + strata[stratum]!.size);
        }
        const list = [...parts].map(([of, size]) => ({ of, size })).sort((a, b) => a.of - b.of);
        return { name: target.name, size: list.reduce((sum, part) => sum + part.size, 0), parts: list };
      }),
    ),
  };
}

function distinctTargets(targets: ClassModel['targets']): ClassModel['targets'] {
  const groups = Map.groupBy(targets, (target) => JSON.stringify(target.parts));
  return [...groups.values()].map((alike) => alike[0]!).filter((target) => target.size > 0);
}
