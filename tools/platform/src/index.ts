export { startPlatform, type Platform, type PlatformOptions } from './platform.js';
export { appNames, type AppName } from './apps.js';
