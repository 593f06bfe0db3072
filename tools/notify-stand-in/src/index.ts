export { startNotifyStandIn, type Delivery, type NotifyStandIn, type StandInOptions } from './notify-stand-in.js';
