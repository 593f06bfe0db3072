import { routesOf } from '@answerable/access';
import { caseIntakeApi } from '@answerable/contracts';

export const { ApiRoute } = routesOf(caseIntakeApi);
