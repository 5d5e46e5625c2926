/** What esbuild puts in place of the globals of Node. */
export { Buffer } from 'buffer';
export { process } from './process';
