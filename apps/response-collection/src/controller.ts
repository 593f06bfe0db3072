import { organisationById, type Controller } from '@answerable/contracts';

export interface ControllerSettings {
  readonly ORGANISATION_ID: string;
  readonly CONTROLLER_NAME?: string | undefined;
  readonly CONTROLLER_CONTACT?: string | undefined;
  readonly CONTROLLER_OFFICER?: string | undefined;
}

/** Who answers by law for the data of this survey: the organisation's own entry, and what this installation says of it. Pure. */
export function controllerOf(settings: ControllerSettings): Controller {
  const { controller } = organisationById(settings.ORGANISATION_ID);
  return {
    ...controller,
    name: settings.CONTROLLER_NAME ?? controller.name,
    contact: settings.CONTROLLER_CONTACT ?? controller.contact,
    officer: settings.CONTROLLER_OFFICER ?? controller.officer,
  };
}

/** The names that RFC 2606 and RFC 6761 keep for examples and tests. */
const reserved = /[@.](?:example|test|invalid|localhost|example\.(?:com|net|org))$/i;

/** Settings without which the privacy page would name addresses that nobody reads, such as those of the demonstration. Pure. */
export function controllerUnsaid(settings: ControllerSettings): string[] {
  const { contact, officer } = controllerOf(settings);
  return [
    ...(reserved.test(contact) ? ['CONTROLLER_CONTACT'] : []),
    ...(reserved.test(officer) ? ['CONTROLLER_OFFICER'] : []),
  ];
}
