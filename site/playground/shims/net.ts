/** `node:net` in a browser: forms of addresses alone. */
import ipRegex from 'ip-regex';

const V4 = ipRegex.v4({ exact: true });
const V6 = ipRegex.v6({ exact: true });

export const isIPv4 = (text: unknown): boolean => V4.test(String(text));
export const isIPv6 = (text: unknown): boolean => V6.test(String(text));
export const isIP = (text: unknown): number => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0);
