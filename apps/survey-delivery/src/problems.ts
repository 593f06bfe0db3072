import { surveyDeliveryApi } from '@answerable/contracts';
import { problemsOf } from '@answerable/service';

export const deliveryProblem = problemsOf(surveyDeliveryApi.problems);
