import type { Life } from './world.js';

/** Who answers at which number and reads which inbox. */
export class People {
  private readonly byTelephone = new Map<string, Life>();
  private readonly byEmail = new Map<string, Life>();
  private readonly checkWords = new Map<number, string>();

  constructor(lives: readonly Life[]) {
    for (const life of lives) {
      if (life.person.telephone) this.byTelephone.set(life.person.telephone, life);
      if (life.person.email) this.byEmail.set(life.person.email, life);
    }
  }

  at(telephone: string | undefined): Life | undefined {
    return telephone === undefined ? undefined : this.byTelephone.get(telephone.replaceAll(/[^+\d]/g, ''));
  }

  reading(email: string): Life | undefined {
    return this.byEmail.get(email);
  }

  agreeOn(life: Life, checkWord: string): void {
    this.checkWords.set(life.number, checkWord);
  }

  checkWordOf(life: Life): string | undefined {
    return this.checkWords.get(life.number);
  }
}
