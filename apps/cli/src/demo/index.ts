export { demoLogins } from './demo-logins.js';
export { seedDemo } from './seed-demo.js';
