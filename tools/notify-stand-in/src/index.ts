export {
  startNotifyStandIn,
  type Delivery,
  type NotifyStandIn,
  type StandInOptions,
  type Trouble,
} from './notify-stand-in.js';
