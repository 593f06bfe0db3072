import { routesOf } from '@answerable/access';
import { surveyDeliveryApi } from '@answerable/contracts';

export const { ApiRoute, bodyOf, paramsOf, queryOf } = routesOf(surveyDeliveryApi);
