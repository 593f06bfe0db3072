import type { Life } from './world.js';

/** Who answers at which number and reads which inbox. */
export class People {
  private readonly byTelephone = new Map<string, Life>();
  private readonly byEmail = new Map<string, Life>();
  private readonly byAddress = new Map<string, Life>();
  private readonly checkWords = new Map<number, string>();

  constructor(lives: readonly Life[]) {
    for (const life of lives) {
      if (life.person.telephone) this.byTelephone.set(life.person.telephone, life);
      this.byAddress.set(addressOf(life), life);
      if (life.person.email) this.byEmail.set(life.person.email, life);
    }
  }

  at(telephone: string | undefined): Life | undefined {
    return telephone === undefined ? undefined : this.byTelephone.get(telephone.replaceAll(/[^+\d]/g, ''));
  }

  /** Whose mailbox, telephone or doormat it came to. */
  reading(to: string): Life | undefined {
    return this.byEmail.get(to) ?? this.byTelephone.get(to) ?? this.byAddress.get(to.split('\n')[1] ?? '');
  }

  agreeOn(life: Life, checkWord: string): void {
    this.checkWords.set(life.number, checkWord);
  }

  checkWordOf(life: Life): string | undefined {
    return this.checkWords.get(life.number);
  }
}

/** First line of where she lives; no such street exists. */
export const addressOf = (life: Life): string => `${life.number} Drama Row`;
