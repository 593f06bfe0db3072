import type { Controller } from '../organisation.js';
import { forces } from './forces.js';

/** Public task with the duty to obtain victims' views; explicit consent for the answers (v). */
const basis = 'UK GDPR, Articles 6(1)(e) and 9(2)(a); Police Act 1996, section 96';

/** (v) The addresses are those of a demonstration: each body gives its own before its area goes live. */
export const mopac: Controller = {
  name: 'Mayor’s Office for Policing and Crime (MOPAC)',
  contact: 'survey@mopac.example',
  officer: 'data-protection@mopac.example',
  basis,
};

/** The elected body that watches over a force, by the force's code. Throws where there is no such force. */
export function policingBodyOf(force: string): Controller {
  if (force === '01') return mopac;
  const found = forces.find(({ code }) => code === force);
  if (!found) throw new Error(`there is no force ${force}`);
  const { code, name } = found;
  return {
    name: `Elected policing body of ${name}`,
    contact: `survey@policing-body-${code}.example`,
    officer: `data-protection@policing-body-${code}.example`,
    basis,
  };
}
