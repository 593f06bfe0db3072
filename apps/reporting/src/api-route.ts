import { routesOf } from '@answerable/access';
import { reportingApi } from '@answerable/contracts';

export const { ApiRoute, bodyOf, paramsOf, queryOf } = routesOf(reportingApi);
