import type { ClassModel } from './model.js';
import type { World } from './worlds.js';

/**
 * Known worlds with an index that answers at once: in which of them do at least n members of a class hold an answer of
 * the given kinds? One bit a world.
 */
export class WorldPool {
  readonly worlds: World[] = [];
  private readonly bits: Uint32Array[];
  private words = 16;

  constructor(
    private readonly model: ClassModel,
    /** Sets of kinds that questions are asked about. */
    private readonly kindSets: readonly (readonly number[])[],
    /** Questions ask for at least 1 to this many members. */
    private readonly upTo: number,
  ) {
    const questions = model.classes.length * kindSets.length * upTo;
    this.bits = Array.from({ length: questions }, () => new Uint32Array(this.words));
  }

  add(world: World): void {
    const index = this.worlds.push(world) - 1;
    if (index >= this.words * 32) this.grow();
    const { kinds } = this.model.answers;
    for (let of = 0; of < this.model.classes.length; of += 1) {
      this.kindSets.forEach((set, number) => {
        const members = set.reduce((sum, kind) => sum + world[of * kinds + kind]!, 0);
        for (let n = 1; n <= Math.min(members, this.upTo); n += 1) {
          this.worldsWhere(of, number, n)[index >>> 5]! |= 1 << (index & 31);
        }
      });
    }
  }

  /** One bit for each world in which at least `n` members of the class hold an answer of the set. */
  worldsWhere(of: number, kindSet: number, n: number): Uint32Array {
    return this.bits[(of * this.kindSets.length + kindSet) * this.upTo + n - 1]!;
  }

  /** One bit for every world. */
  all(): Uint32Array {
    const bits = new Uint32Array(this.words);
    for (let index = 0; index < this.worlds.length; index += 1) bits[index >>> 5]! |= 1 << (index & 31);
    return bits;
  }

  private grow(): void {
    this.words *= 2;
    this.bits.forEach((old, index) => {
      const wider = new Uint32Array(this.words);
      wider.set(old);
      this.bits[index] = wider;
    });
  }
}

/** Worlds that both sets hold. */
export function both(a: Uint32Array, b: Uint32Array): Uint32Array {
  const result = new Uint32Array(a.length);
  for (let index = 0; index < a.length; index += 1) result[index] = a[index]! & b[index]!;
  return result;
}

/** Whether some world lies in both sets. */
export function meet(a: Uint32Array, b: Uint32Array): boolean {
  for (let index = 0; index < a.length; index += 1) if ((a[index]! & b[index]!) !== 0) return true;
  return false;
}
