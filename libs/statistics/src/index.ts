export { chanceOfAtLeast } from './binomial.js';
export { wilson, wilsonHull, type CountAndBase, type Interval } from './wilson.js';
export { controlAlarm, controlLimits, type Alarm, type ControlLimits, type ShareOfBase } from './control-chart.js';
